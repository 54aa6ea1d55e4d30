-- says that this node is alive: whether it was not silent so long that it may be forgotten, the time, the last id, what it was told of
local before = tonumber(redis.call('HGET', mine, 'beat') or 0)
redis.call('HSET', mine, 'beat', now)
for _, key in ipairs({mine, LOG, EVENTS}) do
  redis.call('PEXPIRE', key, KEEP)
end
return {'done', now - before < MINUTE / 2 and 1 or 0, now, seq, tonumber(redis.call('HGET', mine, 'out') or 0)}
