local id = ARGV[6]
if redis.call('EXISTS', of('s', id)) == 0 then
  return finish({'none'})
end
local ended = {}
for i = 7, #ARGV do
  if redis.call('SREM', of('c', id), ARGV[i]) == 1 then
    ended[#ended + 1] = ARGV[i]
  end
end
return finish({'done', ended, leave(id, ended)})
