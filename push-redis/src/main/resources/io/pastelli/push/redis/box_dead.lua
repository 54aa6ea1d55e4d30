return serve(function(box)
  return {box.dead()}, {'done', 0, {}, {}}
end)
