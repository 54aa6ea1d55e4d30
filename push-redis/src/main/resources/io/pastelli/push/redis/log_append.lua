-- most events, most bytes, topic, event
append(ARGV[9], ARGV[10])
return finish({'done', seq})
