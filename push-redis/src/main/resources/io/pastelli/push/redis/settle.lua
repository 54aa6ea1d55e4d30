-- forgets batches up to a number; puts back what else is lent: 'none' of it, what is 'mine', or 'all'
local id, upTo, back = ARGV[6], tonumber(ARGV[7]), ARGV[8]
local s, q, l = of('s', id), of('q', id), of('l', id)
local session = redis.call('HMGET', s, 'node', 'life')
if not session[1] then
  return finish({'none'})
end
local count, bytes = 0, 0
local head = redis.call('LINDEX', l, 0)
while head do
  local batch, _, entry = lent(head)
  if tonumber(batch) > upTo then
    break
  end
  redis.call('LPOP', l)
  count, bytes = count + 1, bytes + length(entry)
  release(entry)
  head = redis.call('LINDEX', l, 0)
end
if count > 0 then
  redis.call('HINCRBY', s, 'size', -count)
  redis.call('HINCRBY', s, 'bytes', -bytes)
end
if back ~= 'none' then
  local tail = redis.call('LINDEX', l, -1)
  while tail do
    local _, owner, entry = lent(tail)
    if owner ~= node and back == 'mine' then
      break
    end
    redis.call('RPOP', l)
    redis.call('LPUSH', q, entry)
    tail = redis.call('LINDEX', l, -1)
  end
  redis.call('PEXPIRE', q, tonumber(session[2]) + KEEP)
end
if session[1] ~= node and redis.call('EXISTS', l) == 0 and redis.call('EXISTS', q) == 1 then
  note(session[1], 'W ' .. id) -- it waits for our word
end
return finish({'done'})
