-- most mailboxes, id, sent, content type, body
return serve(function(box)
  if box.count() == 0 and redis.call('ZSCORE', p .. ':boxes', ARGV[6]) == false
    and redis.call('ZCARD', p .. ':boxes') >= tonumber(ARGV[14]) then
    return {'names'}
  end
  if not box.fits(#ARGV[18]) then
    return {'full'}
  end
  box.push(ARGV[15], tonumber(ARGV[16]), ARGV[17], ARGV[18])
  return {'yes'}
end)
