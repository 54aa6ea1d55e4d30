return serve(function(box) return {box.waiting()} end)
