local id, most = ARGV[6], tonumber(ARGV[7])
local life = tonumber(redis.call('HGET', of('s', id), 'life'))
if not life then
  return finish({'none'})
end
local fresh, seen = {}, {}
for i = 8, #ARGV do
  if not seen[ARGV[i]] and redis.call('SISMEMBER', of('c', id), ARGV[i]) == 0 then
    fresh[#fresh + 1] = ARGV[i]
  end
  seen[ARGV[i]] = true
end
if redis.call('SCARD', of('c', id)) + #fresh > most then
  return finish({'many'})
end
local begun = {}
for _, channel in ipairs(fresh) do
  redis.call('SADD', of('c', id), channel)
  redis.call('SADD', of('m', channel), id)
  if redis.call('SADD', p .. ':channels', channel) == 1 then
    begun[#begun + 1] = channel
  end
end
if #fresh > 0 then
  last(id, life)
end
return finish({'done', fresh, begun})
