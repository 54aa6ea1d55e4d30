local removed = destroy(ARGV[6], ARGV[7])
return finish(removed and {'done', removed} or {'none'})
