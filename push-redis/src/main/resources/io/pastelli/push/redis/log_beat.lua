-- says that this node is alive, and takes out who was on those that are not: whether this one was not silent so long that
-- it may be forgotten, the time, the last id, what it was told of, the ids that were taken out
local said = tonumber(redis.call('HGET', mine, 'beat') or 0)
local before = redis.call('HMGET', LOG, 'pulse', 'resumed')
local resumed = tonumber(before[2] or 0)
if now - tonumber(before[1] or 0) > SILENCE then
  resumed = now -- all were away, or Redis was: nobody is dead yet
end
redis.call('HSET', LOG, 'pulse', now, 'resumed', resumed)
redis.call('HSET', mine, 'beat', now)
redis.call('ZADD', NODES, now, node)
for _, key in ipairs({mine, LOG, EVENTS, WHO, NODES, of('at', node)}) do
  redis.call('PEXPIRE', key, KEEP)
end
local orphans = {}
if now - resumed > DEATH then
  for _, other in ipairs(redis.call('ZRANGEBYSCORE', NODES, '-inf', now - DEATH)) do
    redis.call('ZREM', NODES, other)
    local entries = redis.call('HGETALL', of('at', other))
    for i = 1, #entries, 2 do
      if take_out(entries[i], other, entries[i + 1]) then
        orphans[#orphans + 1] = entries[i]
      end
    end
    redis.call('DEL', of('at', other))
  end
end
local steady = now - said < DEATH and 1 or 0
local out = tonumber(redis.call('HGET', mine, 'out') or 0)
local answer = {'done', steady, now, seq, out, orphans}
return #orphans > 0 and finish(answer) or answer
