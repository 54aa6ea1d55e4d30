-- of these sessions: those that are over, those with something waiting here, those that another node has
local over, waiting, moved = {}, {}, {}
for i = 6, #ARGV do
  local id = ARGV[i]
  local session = redis.call('HMGET', of('s', id), 'node', 'epoch')
  if not session[1] then
    over[#over + 1] = id
  elseif session[1] ~= node then
    moved[#moved + 1] = id
    moved[#moved + 1] = session[2]
  elseif redis.call('EXISTS', of('q', id), of('l', id)) > 0 then
    waiting[#waiting + 1] = id
  end
end
return {'done', over, waiting, moved}
