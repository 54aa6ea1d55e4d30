-- how many; the last batch that this node knows of: a later one of its own was lent in vain
local id, most, known = ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8])
local s, q, l = of('s', id), of('q', id), of('l', id)
local session = redis.call('HMGET', s, 'node', 'number', 'epoch', 'life')
if not session[1] then
  return finish({'none'})
end
local number, epoch = tonumber(session[2]), tonumber(session[3])
if session[1] ~= node then
  epoch = epoch + 1
  note(session[1], 'M' .. (epoch - 1) .. ' ' .. id)
  redis.call('HSET', s, 'node', node, 'epoch', epoch)
end
redis.call('HSET', s, 'told', 0, 'k:' .. node, 1)
local tail = redis.call('LINDEX', l, -1)
while tail do
  local batch, owner, entry = lent(tail)
  if owner == node and tonumber(batch) <= known then
    break
  end
  if owner ~= node and alive(owner) then
    return finish({'busy', number, epoch})
  end
  redis.call('RPOP', l)
  redis.call('LPUSH', q, entry)
  tail = redis.call('LINDEX', l, -1)
end
local entries = redis.call('LRANGE', q, 0, most - 1)
if #entries == 0 then
  return finish({'done', number, epoch})
end
redis.call('HSETNX', mine, 'beat', now) -- who has lent is alive, though Redis may just have lost its memory
number = number + 1
redis.call('HSET', s, 'number', number)
redis.call('LTRIM', q, most, -1)
local answer = {'done', number, epoch}
for i = 1, #entries, 1000 do
  local loans, events = {}, {}
  for j = i, math.min(i + 999, #entries) do
    loans[#loans + 1] = number .. ':' .. node .. ':' .. entries[j]
    events[#events + 1] = string.match(entries[j], '^(%d+):')
  end
  redis.call('RPUSH', l, unpack(loans))
  for _, payload in ipairs(redis.call('HMGET', p .. ':events', unpack(events))) do
    answer[#answer + 1] = payload or ''
  end
end
redis.call('PEXPIRE', l, tonumber(session[4]) + KEEP)
redis.call('PEXPIRE', q, tonumber(session[4]) + KEEP)
return finish(answer, {'lost'})
