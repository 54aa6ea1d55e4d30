local id, life = ARGV[6], tonumber(ARGV[7])
local key = of('s', id)
local session = redis.call('HMGET', key, 'node', 'until', 'fresh', 'life')
if not session[1] then
  return {'no'}
end
local time = here + life
if session[1] ~= node and tonumber(session[2]) > time then
  time, life = tonumber(session[2]), tonumber(session[4]) -- who has the client knows how long it is held
end
redis.call('HSET', key, 'until', time, 'life', life, 'k:' .. node, 1)
redis.call('ZADD', p .. ':expiry', time, id)
if life > tonumber(session[4]) or here - tonumber(session[3]) > KEEP / 4 then
  redis.call('HSET', key, 'fresh', here)
  last(id, life)
end
return {'yes'}
