-- most events, most bytes, id, event: to the node that has the id, in a topic of its own
local at = redis.call('HGET', WHO, ARGV[9])
if not at then
  return finish({'none'})
end
append('\0' .. string.match(at, '^%x+'), #ARGV[9] .. ' ' .. ARGV[9] .. ARGV[10])
return finish({'done'})
