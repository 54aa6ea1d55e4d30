-- this node holds nothing any more: nobody has to wait for its word
redis.call('DEL', mine)
return {'done'}
