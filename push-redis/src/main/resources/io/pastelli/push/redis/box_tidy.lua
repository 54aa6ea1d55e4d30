-- ends what is over, in a hundred mailboxes at most; the list of a mailbox is its name after this
redis.call('PEXPIRE', mine, KEEP)
local due = redis.call('ZRANGEBYSCORE', p .. ':boxes', '-inf', here, 'LIMIT', 0, 100)
local boxes = {}
for _, name in ipairs(due) do
  local box = box_of(name, ARGV[7] .. name, ARGV[8], limits)
  box.tidy()
  box.close()
  boxes[#boxes + 1] = {name, box.wakes and 1 or 0, box.happened}
end
return finish({'done', tostring(now), #due, boxes})
