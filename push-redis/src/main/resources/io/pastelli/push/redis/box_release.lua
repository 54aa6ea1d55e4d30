-- delivered; id and deliveries of each
return serve(function(box)
  for j = 15, #ARGV, 2 do
    box.release(ARGV[j], tonumber(ARGV[j + 1]), ARGV[14] == '1')
  end
  return {}
end)
