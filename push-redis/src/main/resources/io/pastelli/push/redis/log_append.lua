-- most events, most bytes, topic, event
local topic, event = ARGV[9], ARGV[10]
seq = seq + 1
redis.call('XADD', EVENTS, digits(seq) .. '-0', 't', topic, 'e', event)
bytes = bytes + #event
local count = redis.call('XLEN', EVENTS)
while count > tonumber(ARGV[7]) or bytes > tonumber(ARGV[8]) do
  local oldest = redis.call('XRANGE', EVENTS, '-', '+', 'COUNT', 1)[1]
  redis.call('XDEL', EVENTS, oldest[1])
  floor, bytes, count = number(oldest), bytes - #oldest[2][4], count - 1
end
redis.call('HSET', LOG, 'seq', digits(seq), 'floor', digits(floor), 'bytes', bytes)
redis.call('PEXPIRE', LOG, KEEP)
redis.call('PEXPIRE', EVENTS, KEEP)
local listeners = of('ln', topic)
redis.call('ZREMRANGEBYSCORE', listeners, '-inf', now - MINUTE)
for _, other in ipairs(redis.call('ZRANGE', listeners, 0, -1)) do
  local key = of('node', other)
  if redis.call('HEXISTS', key, 'beat') == 1 then
    local out = redis.call('HINCRBY', key, 'out', 1)
    redis.call('PUBLISH', p .. ':to:' .. other, out .. ' ' .. digits(seq) .. ' ' .. #topic .. ' ' .. topic .. event)
  else
    redis.call('ZREM', listeners, other)
  end
end
return finish({'done', seq})
