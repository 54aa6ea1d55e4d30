-- What all scripts of the log of events begin with. ARGV: the last id that this node knows of, or 0; then the script's own.
--
-- {ns}:log          hash    seq: the last id; floor: all after this one are kept; bytes: of those
-- {ns}:log:events   stream  t: topic, e: the event; its id is the event's
-- {ns}:ln:<topic>   zset    node that listens by when it last said so; the topic '' is everybody
-- {ns}:node:<node>  hash    as for the others; out: how many events it was told of
local LOG, EVENTS = p .. ':log', p .. ':log:events'

local function digits(number)
  return string.format('%.0f', number)
end

local state = redis.call('HMGET', LOG, 'seq', 'floor', 'bytes')
local seq, floor, bytes = tonumber(state[1] or 0), tonumber(state[2] or 0), tonumber(state[3] or 0)
if seq == 0 or seq < tonumber(ARGV[6]) then
  -- it begins, or what it had is lost, or the end of that: ids go on behind all that were ever given
  seq = math.max(clock[1] * 1000000 + clock[2], tonumber(ARGV[6]) + 1)
  floor, bytes = seq, 0
  redis.call('DEL', EVENTS)
  redis.call('HSET', LOG, 'seq', digits(seq), 'floor', digits(seq), 'bytes', 0)
  redis.call('PEXPIRE', LOG, KEEP)
end

local function number(entry)
  return tonumber(string.match(entry[1], '^%d+'))
end
