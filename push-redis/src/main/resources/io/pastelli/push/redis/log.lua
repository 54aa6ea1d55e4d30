-- What all scripts of the log of events begin with. ARGV: the last id that this node knows of, or 0; then the script's own.
--
-- {ns}:log          hash    seq: the last id; floor: all after this one are kept; bytes: of those
-- {ns}:log:events   stream  t: topic, e: the event; its id is the event's
-- {ns}:ln:<topic>   zset    node that listens by when it last said so; the topic '' is everybody
-- {ns}:node:<node>  hash    as for the others; out: how much it was told of
-- {ns}:nodes        zset    node by its last beat
-- {ns}:who          hash    id that is connected: its node, and the ticket of its entering
-- {ns}:at:<node>    hash    id that is connected there: its ticket
-- {ns}:log has too: ticket: the last one; pulse: the last beat of any node; resumed: when beats began again
local LOG, EVENTS, WHO, NODES = p .. ':log', p .. ':log:events', p .. ':who', p .. ':nodes'

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

-- tells a node something, with its number; false when there is no such node any more
local function tell(other, text)
  local key = of('node', other)
  if redis.call('HEXISTS', key, 'beat') == 0 then
    return false
  end
  redis.call('PUBLISH', p .. ':to:' .. other, redis.call('HINCRBY', key, 'out', 1) .. ' ' .. text)
  return true
end

local function tell_all(text)
  for _, other in ipairs(redis.call('ZRANGE', NODES, 0, -1)) do
    tell(other, text)
  end
end

-- takes an id out; false when it has been entered again since
local function take_out(id, other, ticket)
  if redis.call('HGET', WHO, id) ~= other .. ' ' .. ticket then
    return false
  end
  redis.call('HDEL', WHO, id)
  redis.call('HDEL', of('at', other), id)
  tell_all('- ' .. ticket .. ' ' .. id)
  return true
end

-- appends an event, of ARGV: most events, most bytes
local function append(topic, event)
  seq = seq + 1
  redis.call('XADD', EVENTS, digits(seq) .. '-0', 't', topic, 'e', event)
  bytes = bytes + #event
  local count = redis.call('XLEN', EVENTS)
  while count > tonumber(ARGV[7]) or bytes > tonumber(ARGV[8]) do
    local oldest = redis.call('XRANGE', EVENTS, '-', '+', 'COUNT', 1)[1]
    redis.call('XDEL', EVENTS, oldest[1])
    floor, bytes, count = number(oldest), bytes - #oldest[2][4], count - 1
  end
  redis.call('HSET', LOG, 'seq', digits(seq), 'floor', digits(floor), 'bytes', bytes)
  redis.call('PEXPIRE', LOG, KEEP)
  redis.call('PEXPIRE', EVENTS, KEEP)
  local listeners = of('ln', topic)
  redis.call('ZREMRANGEBYSCORE', listeners, '-inf', now - MINUTE)
  for _, other in ipairs(redis.call('ZRANGE', listeners, 0, -1)) do
    if not tell(other, digits(seq) .. ' ' .. #topic .. ' ' .. topic .. event) then
      redis.call('ZREM', listeners, other)
    end
  end
end
