local id, life, most = ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8])
local key = of('s', id)
if redis.call('EXISTS', key) == 1 or redis.call('ZCARD', p .. ':expiry') >= most then
  return finish({'no'})
end
redis.call('HSET', key, 'node', node, 'epoch', 1, 'until', here + life, 'life', life, 'fresh', here, 'number', 0,
  'size', 0, 'bytes', 0, 'told', 0, 'k:' .. node, 1)
redis.call('ZADD', p .. ':expiry', here + life, id)
last(id, life)
return finish({'yes'})
