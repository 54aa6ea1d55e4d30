return serve(function(box) return {box.purge()} end)
