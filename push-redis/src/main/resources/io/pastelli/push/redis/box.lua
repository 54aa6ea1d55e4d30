-- What all scripts of mailboxes begin with.
-- ARGV: name, list that others push to, 48 random bits, most messages, bytes, lifetime, deliveries, dead letters.
--
-- <ns>:<name>          list  what others have pushed: bodies and nothing else; sorted in by whoever comes by
-- {ns}:boxes           zset  mailbox with anything in it by the time something in it is due
-- {ns}:bw:<name>       zset  message that waits by its number
-- {ns}:bl:<name>       zset  message that is lent by the end of that
-- {ns}:bd:<name>       list  dead letters
-- {ns}:bm:<name>       hash  message: number, deliveries, expires, sent, size, content type
-- {ns}:bb:<name>       hash  message: its body
-- {ns}:bi:<name>       hash  seq, bytes, dead bytes
-- {ns}:bn:<name>       zset  node that listens by when it last said so

local function box_of(name, outer, seed, limits)
  local box = {happened = {}}
  local mostMessages, mostBytes, lifetime, mostTimes, mostDead = unpack(limits)
  local w, l, d, m = of('bw', name), of('bl', name), of('bd', name), of('bm', name)
  local b, i, n = of('bb', name), of('bi', name), of('bn', name)
  local info = redis.call('HMGET', i, 'seq', 'bytes', 'dead')
  local seq, bytes, deadBytes = tonumber(info[1] or 0), tonumber(info[2] or 0), tonumber(info[3] or 0)

  local function load(id)
    return cmsgpack.unpack(redis.call('HGET', m, id)) -- number, deliveries, expires, sent, size, type
  end

  local function save(id, meta)
    redis.call('HSET', m, id, cmsgpack.pack(meta))
  end

  local function tell(what, id, times)
    local happened = box.happened
    happened[#happened + 1] = what
    happened[#happened + 1] = id
    happened[#happened + 1] = times
  end

  local function forget(id)
    redis.call('HDEL', m, id)
    redis.call('HDEL', b, id)
  end

  local function put(id, meta)
    seq = seq + 1
    meta[1], meta[2], meta[3] = seq, 0, here + lifetime
    save(id, meta)
    redis.call('ZADD', w, seq, id)
    bytes = bytes + meta[5]
  end

  local function give(id, delivered)
    local meta = load(id)
    redis.call('ZREM', l, id)
    if not delivered then
      meta[2] = meta[2] - 1
    end
    if meta[2] < mostTimes then
      save(id, meta)
      redis.call('ZADD', w, meta[1], id)
      tell('R', id, meta[2])
      box.wakes = true
      return
    end
    bytes, deadBytes = bytes - meta[5], deadBytes + meta[5]
    meta[3] = here + lifetime
    save(id, meta)
    redis.call('RPUSH', d, id)
    tell('D', id, meta[2])
    while redis.call('LLEN', d) > mostDead or deadBytes > mostBytes do
      local old = redis.call('LPOP', d)
      deadBytes = deadBytes - load(old)[5]
      forget(old)
    end
  end

  function box.count()
    return redis.call('ZCARD', w) + redis.call('ZCARD', l)
  end

  function box.fits(size)
    return box.count() < mostMessages and bytes + size <= mostBytes
  end

  function box.push(id, sent, kind, body)
    redis.call('HSET', b, id, body)
    put(id, {0, 0, 0, sent, #body, kind})
    box.wakes = true
  end

  -- takes in what others have pushed, as far as there is room
  function box.absorb()
    local count = redis.call('EXISTS', outer) == 1 and redis.call('LLEN', outer) or 0
    for _ = 1, math.min(count, 1000) do
      local body = redis.call('LINDEX', outer, 0)
      if not box.fits(#body) and box.count() > 0 then
        return
      end
      redis.call('LPOP', outer)
      local id = string.format('%08x-%04x-7%03x-8%03x-%s', math.floor(now / 65536), now % 65536, (seq + 1) % 4096,
        math.floor((seq + 1) / 4096) % 4096, seed)
      box.push(id, now, 'text/plain; charset=utf-8', body)
    end
  end

  -- ends what is over by now
  function box.tidy()
    for _, id in ipairs(redis.call('ZRANGEBYSCORE', l, '-inf', here)) do
      give(id, true)
    end
    local first = redis.call('ZRANGE', w, 0, 0)[1]
    while first do
      local meta = load(first)
      if meta[3] > here then
        break
      end
      redis.call('ZREM', w, first)
      forget(first)
      bytes = bytes - meta[5]
      tell('E', first, meta[2])
      first = redis.call('ZRANGE', w, 0, 0)[1]
    end
    local oldest = redis.call('LINDEX', d, 0)
    while oldest do
      local meta = load(oldest)
      if meta[3] > here then
        break
      end
      redis.call('LPOP', d)
      forget(oldest)
      deadBytes = deadBytes - meta[5]
      oldest = redis.call('LINDEX', d, 0)
    end
    box.absorb()
  end

  -- id, content type, sent, deliveries, body
  local function letter(id, meta)
    return {id, meta[6], tostring(meta[4]), meta[2], redis.call('HGET', b, id)}
  end

  function box.take(most, mostOut, lease)
    local letters, memory, size = {}, {'lost'}, 0
    while #letters < most do
      local id = redis.call('ZRANGE', w, 0, 0)[1]
      local meta = id and load(id)
      if not meta or (size + meta[5] > mostOut and #letters > 0) then
        break
      end
      size = size + meta[5]
      meta[2] = meta[2] + 1
      save(id, meta)
      redis.call('ZREM', w, id)
      redis.call('ZADD', l, here + lease, id)
      letters[#letters + 1] = letter(id, meta)
      memory[#memory + 1] = id
      memory[#memory + 1] = meta[2]
    end
    return letters, memory
  end

  function box.done(id)
    if redis.call('ZREM', l, id) == 0 then
      return false
    end
    bytes = bytes - load(id)[5]
    forget(id)
    return true
  end

  function box.release(id, times, delivered)
    if redis.call('ZSCORE', l, id) and load(id)[2] == times then
      give(id, delivered)
    end
  end

  function box.waiting()
    return redis.call('ZCARD', w)
  end

  function box.dead()
    local letters = {}
    for _, id in ipairs(redis.call('LRANGE', d, 0, -1)) do
      letters[#letters + 1] = letter(id, load(id))
    end
    return letters
  end

  function box.revive()
    local ids = redis.call('LRANGE', d, 0, -1)
    for _, id in ipairs(ids) do
      put(id, load(id))
    end
    redis.call('DEL', d)
    deadBytes = 0
    box.wakes = box.wakes or #ids > 0
    return #ids
  end

  function box.purge()
    local all = box.count() + redis.call('LLEN', d)
    redis.call('DEL', w, l, d, m, b, outer)
    bytes, deadBytes = 0, 0
    return all
  end

  -- notes when it has to be looked at again, and tells the nodes that listen
  function box.close()
    if redis.call('EXISTS', w, l, d) == 0 then
      redis.call('ZREM', p .. ':boxes', name)
      redis.call('DEL', m, b, i)
    else
      local due = tonumber(redis.call('ZRANGE', l, 0, 0, 'WITHSCORES')[2])
      for _, id in ipairs({redis.call('ZRANGE', w, 0, 0)[1] or false, redis.call('LINDEX', d, 0)}) do
        if id then
          due = math.min(due or math.huge, load(id)[3])
        end
      end
      redis.call('ZADD', p .. ':boxes', due, name)
      redis.call('HSET', i, 'seq', seq, 'bytes', bytes, 'dead', deadBytes)
      for _, key in ipairs({w, l, d, m, b, i}) do
        redis.call('PEXPIRE', key, 2 * lifetime + KEEP)
      end
      redis.call('PEXPIRE', p .. ':boxes', 2 * lifetime + KEEP)
    end
    if box.wakes then
      redis.call('ZREMRANGEBYSCORE', n, '-inf', now - MINUTE)
      for _, other in ipairs(redis.call('ZRANGE', n, 0, -1)) do
        if other ~= node then
          note(other, name)
        end
      end
    end
  end
  return box
end

local limits = {tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12]), tonumber(ARGV[13])}

-- opens the mailbox of this call, and answers for it: the word, whether somebody may wait here, what happened, the rest
local function serve(work)
  local box = box_of(ARGV[6], ARGV[7], ARGV[8], limits)
  box.tidy()
  local answer, memory = work(box)
  box.close()
  table.insert(answer, 1, 'done')
  table.insert(answer, 2, box.wakes and 1 or 0)
  table.insert(answer, 3, box.happened)
  return finish(answer, memory)
end
