return serve(function(box) return {box.revive()} end)
