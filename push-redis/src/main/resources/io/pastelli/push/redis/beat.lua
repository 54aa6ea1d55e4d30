-- says that this node is alive, and ends what has expired; known: whether Redis remembers this node
local known = redis.call('HEXISTS', mine, 'known')
local state = redis.call('HMGET', p .. ':state', 'pulse', 'resumed')
local resumed = tonumber(state[2] or 0)
if now - tonumber(state[1] or 0) > SILENCE then
  resumed = now -- all were away, or Redis was: everybody gets time to come back
  redis.call('HSET', p .. ':state', 'resumed', now)
end
redis.call('HSET', p .. ':state', 'pulse', now)
redis.call('HSET', mine, 'beat', now, 'known', 1)
redis.call('PEXPIRE', mine, KEEP)
for _, name in ipairs({':state', ':expiry', ':channels', ':events', ':refs'}) do
  if redis.call('PTTL', p .. name) < KEEP then
    redis.call('PEXPIRE', p .. name, 2 * KEEP)
  end
end
local removed = {}
local due = redis.call('ZRANGEBYSCORE', p .. ':expiry', '-inf', here, 'LIMIT', 0, 100)
for _, id in ipairs(due) do
  local rest = tonumber(redis.call('HGET', of('s', id), 'life') or 0) - (here - resumed)
  if rest > 0 then
    redis.call('ZADD', p .. ':expiry', here + rest, id)
  else
    removed[#removed + 1] = destroy(id, 'EXPIRED') or nil
  end
end
return finish({'done', known, tostring(now), #due, removed})
