-- What all scripts begin with. KEYS[1] is the namespace as a hash tag, so that all keys are in one slot of a cluster.
-- ARGV: node, lane, operation, deadline, skew; then the operation's own.
--
-- {ns}:node:<node>   hash    beat: when it last said it is alive; known: it has; a lane: its last operation and what came of it
-- {ns}:state         hash    seq: the last event; pulse: the last beat of any node; resumed: when beats began again
-- {ns}:expiry        zset    session by the time it expires
-- {ns}:channels      set     channels with a subscriber
-- {ns}:m:<channel>   set     its subscribers
-- {ns}:events        hash    event: its payload, once; gone with the last reference
-- {ns}:refs          hash    event: in how many queues it is
-- {ns}:s:<session>   hash    node that has the client, epoch of that, until, life, number of the last batch, size, bytes, told
-- {ns}:c:<session>   set     its channels
-- {ns}:q:<session>   list    what waits: event:length:key
-- {ns}:l:<session>   list    what is lent: batch:node:event:length:key
local p, node, lane, op = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])
local KEEP, SILENCE, DEATH, MINUTE = 3600000, 3000, 8000, 60000
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
if now > tonumber(ARGV[4]) then
  return {'late'} -- who asked has given up, and said so
end
local here = now + tonumber(ARGV[5]) -- a test may be in the future
local mine = p .. ':node:' .. node
local before = redis.call('HGET', mine, lane)
if before then
  before = cmsgpack.unpack(before)
  if op <= before[1] then
    return before[2] -- done already, but the answer was lost
  end
end

local notes = {} -- node: lines for it

local function note(to, line)
  local lines = notes[to]
  if lines then
    lines[#lines + 1] = line
  else
    notes[to] = {line}
  end
end

-- remembers what came of it (the answer, or something shorter), tells the other nodes, and answers; who may as well be
-- done twice answers without
local function finish(answer, memory)
  if redis.call('HSET', mine, lane, cmsgpack.pack({op, memory or answer})) == 1 then
    redis.call('PEXPIRE', mine, KEEP)
  end
  for to, lines in pairs(notes) do
    redis.call('PUBLISH', p .. ':to:' .. to, table.concat(lines, '\n'))
  end
  return answer
end

local function of(kind, name)
  return p .. ':' .. kind .. ':' .. name
end

-- a node is dead when it was silent while others were not: Redis itself may have been away
local function alive(other)
  local beat = tonumber(redis.call('HGET', of('node', other), 'beat'))
  if not beat then
    return false
  end
  local state = redis.call('HMGET', p .. ':state', 'pulse', 'resumed')
  return now - tonumber(state[1] or 0) > SILENCE or now - math.max(beat, tonumber(state[2] or 0)) < DEATH
end

-- one reference to an event less
local function release(entry)
  local event = string.match(entry, '^(%d+):')
  if redis.call('HINCRBY', p .. ':refs', event, -1) <= 0 then
    redis.call('HDEL', p .. ':refs', event)
    redis.call('HDEL', p .. ':events', event)
  end
end

local function length(entry)
  return tonumber(string.match(entry, '^%d+:(%d+)'))
end

local function lent(entry) -- batch, node, entry
  return string.match(entry, '^(%d+):([^:]*):(.*)$')
end

-- gives a session's keys their time to live anew
local function last(id, life)
  local ttl = life + KEEP
  for _, kind in ipairs({'s', 'c', 'q', 'l'}) do
    redis.call('PEXPIRE', of(kind, id), ttl)
  end
  for _, channel in ipairs(redis.call('SMEMBERS', of('c', id))) do
    if redis.call('PTTL', of('m', channel)) < ttl then
      redis.call('PEXPIRE', of('m', channel), ttl)
    end
  end
  for _, name in ipairs({':state', ':expiry', ':channels', ':events', ':refs'}) do
    if redis.call('PTTL', p .. name) < ttl + KEEP then
      redis.call('PEXPIRE', p .. name, ttl + KEEP)
    end
  end
end

-- ends subscriptions; those that nobody has any more
local function leave(id, channels)
  local deserted = {}
  for _, channel in ipairs(channels) do
    redis.call('SREM', of('m', channel), id)
    if redis.call('EXISTS', of('m', channel)) == 0 then
      redis.call('SREM', p .. ':channels', channel)
      deserted[#deserted + 1] = channel
    end
  end
  return deserted
end

-- ends a session; what became of it, false when there is none
local function destroy(id, reason)
  redis.call('ZREM', p .. ':expiry', id)
  local fields = redis.call('HKEYS', of('s', id))
  if #fields == 0 then
    return false
  end
  for _, field in ipairs(fields) do
    local knows = string.match(field, '^k:(.*)$')
    if knows and knows ~= node then
      note(knows, 'E' .. reason .. ' ' .. id)
    end
  end
  local channels = redis.call('SMEMBERS', of('c', id))
  local deserted = leave(id, channels)
  for _, entry in ipairs(redis.call('LRANGE', of('q', id), 0, -1)) do
    release(entry)
  end
  for _, entry in ipairs(redis.call('LRANGE', of('l', id), 0, -1)) do
    local _, _, rest = lent(entry)
    release(rest)
  end
  redis.call('DEL', of('s', id), of('c', id), of('q', id), of('l', id))
  return {id, reason, channels, deserted}
end
