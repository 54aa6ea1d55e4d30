-- topics that this node listens to from now on: the last id, what it was told of
redis.call('HSET', mine, 'beat', now)
redis.call('PEXPIRE', mine, KEEP)
for i = 7, #ARGV do
  redis.call('ZADD', of('ln', ARGV[i]), now, node)
  redis.call('PEXPIRE', of('ln', ARGV[i]), 2 * MINUTE)
end
return {'done', seq, tonumber(redis.call('HGET', mine, 'out') or 0)}
