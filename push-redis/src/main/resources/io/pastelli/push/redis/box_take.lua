-- most, bytes, lease
return serve(function(box)
  local letters, memory = box.take(tonumber(ARGV[14]), tonumber(ARGV[15]), tonumber(ARGV[16]))
  return {letters}, memory
end)
