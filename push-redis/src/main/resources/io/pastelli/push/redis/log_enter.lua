-- id, whether that ends an entry on another node: the ticket
local id = ARGV[7]
local before = redis.call('HGET', WHO, id)
if before then
  local other = string.match(before, '^%x+')
  if other ~= node and ARGV[8] == '0' and redis.call('ZSCORE', NODES, other) then
    return finish({'taken'})
  end
  redis.call('HDEL', of('at', other), id)
end
local last = tonumber(redis.call('HGET', LOG, 'ticket') or 0)
local ticket = math.max(last + 1, clock[1] * 1000000 + clock[2])
redis.call('HSET', LOG, 'ticket', digits(ticket))
redis.call('HSET', WHO, id, node .. ' ' .. digits(ticket))
redis.call('HSET', of('at', node), id, digits(ticket))
redis.call('ZADD', NODES, now, node)
for _, key in ipairs({LOG, WHO, NODES, of('at', node)}) do
  redis.call('PEXPIRE', key, KEEP)
end
tell_all('+ ' .. digits(ticket) .. ' ' .. id)
return finish({'done', ticket})
