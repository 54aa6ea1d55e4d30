-- what this node was told of, the last ticket, all ids with node and ticket
return {'done', tonumber(redis.call('HGET', mine, 'out') or 0), tonumber(redis.call('HGET', LOG, 'ticket') or 0),
  redis.call('HGETALL', WHO)}
