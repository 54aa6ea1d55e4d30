-- of these mailboxes and their lists: those where something waits; says that this node listens to them, when asked to
local waiting = {}
for j = 15, #ARGV, 2 do
  local name, outer = ARGV[j], ARGV[j + 1]
  if ARGV[14] == '1' then
    redis.call('ZADD', of('bn', name), now, node)
    redis.call('PEXPIRE', of('bn', name), 2 * MINUTE)
  end
  if redis.call('EXISTS', of('bw', name), outer) > 0 then
    waiting[#waiting + 1] = name
  end
end
return {'done', waiting}
