-- payload, length, key, lazy, policy, most events, most characters; the session, or '' and the channels
local payload, size, key, lazy, policy = ARGV[6], tonumber(ARGV[7]), ARGV[8], ARGV[9] == '1', ARGV[10]
local mostEvents, mostBytes = tonumber(ARGV[11]), tonumber(ARGV[12])
local ids
if ARGV[13] ~= '' then
  ids = {ARGV[13]}
elseif #ARGV == 14 then
  ids = redis.call('SMEMBERS', of('m', ARGV[14]))
else
  local keys = {}
  for i = 14, #ARGV do
    keys[#keys + 1] = of('m', ARGV[i])
  end
  ids = redis.call('SUNION', unpack(keys))
end
if #ids == 0 then
  return finish({'done', 0})
end

local event = redis.call('HINCRBY', p .. ':state', 'seq', 1)
local entry = event .. ':' .. size .. ':' .. (policy == 'COALESCE' and key or '')
local waiting, idle, dropped, removed = {}, {}, {}, {}

-- throws the entry at this place of the queue away
local function drop(id, old)
  local past = string.match(old, '^(%d+):')
  dropped[#dropped + 1] = id
  dropped[#dropped + 1] = redis.call('HGET', p .. ':events', past) or ''
  release(old)
  return length(old)
end

-- false when the session is over, or by this; else whether the event is in its queue
local function offer(id)
  local s, q = of('s', id), of('q', id)
  local session = redis.call('HMGET', s, 'node', 'size', 'bytes', 'told', 'life')
  if not session[1] then
    return false
  end
  local count, bytes = tonumber(session[2]), tonumber(session[3])
  local function fits()
    return count == 0 or (count < mostEvents and bytes + size <= mostBytes)
  end
  if not fits() then
    if policy == 'DISCONNECT' then
      removed[#removed + 1] = destroy(id, 'OVERFLOWED')
      return false
    end
    if policy == 'DROP_NEWEST' then
      dropped[#dropped + 1] = id
      dropped[#dropped + 1] = payload
      return false
    end
    if policy == 'COALESCE' then
      for _, old in ipairs(redis.call('LRANGE', q, 0, -1)) do
        if string.match(old, '^%d+:%d+:(.*)$') == key then
          redis.call('LREM', q, 1, old)
          count, bytes = count - 1, bytes - drop(id, old)
          break
        end
      end
    end
    while not fits() do
      local old = redis.call('LPOP', q)
      if not old then
        break -- all that is left is lent
      end
      count, bytes = count - 1, bytes - drop(id, old)
    end
    if not fits() then
      redis.call('HSET', s, 'size', count, 'bytes', bytes)
      dropped[#dropped + 1] = id
      dropped[#dropped + 1] = payload
      return false
    end
  end
  if redis.call('RPUSH', q, entry) == 1 then
    redis.call('PEXPIRE', q, tonumber(session[5]) + KEEP)
  end
  local told, tell = tonumber(session[4]), lazy and 1 or 2
  redis.call('HSET', s, 'size', count + 1, 'bytes', bytes + size, 'told', math.max(told, tell))
  if told < tell then
    if session[1] ~= node then
      note(session[1], (lazy and 'L ' or 'W ') .. id)
    elseif lazy then
      idle[#idle + 1] = id
    else
      waiting[#waiting + 1] = id
    end
  end
  return true
end

redis.call('HSET', p .. ':events', event, payload)
local reached = 0
for _, id in ipairs(ids) do
  if offer(id) then
    reached = reached + 1
  end
end
if reached > 0 then
  redis.call('HSET', p .. ':refs', event, reached)
else
  redis.call('HDEL', p .. ':events', event)
end
return finish({'done', reached, waiting, idle, dropped, removed}, {'done', reached})
