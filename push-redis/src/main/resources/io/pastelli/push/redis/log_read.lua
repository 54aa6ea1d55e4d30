-- after, most events, most bytes, topics: whether it is complete, the last id, what this node was told of, events, the floor
local after, most, mostBytes = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local out = tonumber(redis.call('HGET', mine, 'out') or 0)
local topics, found, size, next = {}, {}, 0, after + 1
for i = 10, #ARGV do
  topics[ARGV[i]] = true
end
if after < floor or after > seq then
  return {'done', 0, seq, out, {}, floor}
end
while next <= seq do
  local entries = redis.call('XRANGE', EVENTS, digits(next), '+', 'COUNT', 200)
  for _, entry in ipairs(entries) do
    if topics[entry[2][2]] then
      size = size + #entry[2][4]
      if #found == most or size > mostBytes then
        return {'done', 0, seq, out, {}, floor}
      end
      found[#found + 1] = {tostring(entry[1]), entry[2][2], entry[2][4]}
    end
  end
  if #entries < 200 then
    break
  end
  next = number(entries[#entries]) + 1
end
return {'done', 1, seq, out, found, floor}
