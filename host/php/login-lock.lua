-- One login of the lock (login-lock.php): admits it and remembers it as failed until it is known better, or says for how long it may not
-- be tried; afterwards removes what was no failure. Time is the server's, so that all nodes have one clock.
-- KEYS: mark of a member of staff, failures of the whole store, then two for each subject: its attempts, and how many subjects were made.
local asked = cjson.decode(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- Attempts of a subject, the last first, as many as its widest tier counts: member, time, member, time …
local function last(key, tiers)
  local max = 0
  for _, tier in ipairs(tiers) do max = math.max(max, tier.attempts) end
  return redis.call('ZRANGE', key, 0, max - 1, 'REV', 'WITHSCORES'), max
end

-- Until when a subject may not try: a full row within the window blocks from its last attempt on.
local function blockedUntil(attempts, tiers)
  local ends = 0
  for _, tier in ipairs(tiers) do
    local first = tonumber(attempts[2 * tier.attempts])
    if first then
      local final = tonumber(attempts[2])
      local block = final + tier.block
      if final - first < tier.window and block > now then ends = math.max(ends, block) end
    end
  end
  return ends
end

local function keep(key, tiers)
  local longest = 0
  for _, tier in ipairs(tiers) do longest = math.max(longest, tier.window + tier.block) end
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now - longest)
  redis.call('PEXPIRE', key, longest)
end

-- Whether there is room for one more subject of its kind: what strangers make up must not fill the memory that sessions are in.
local function hasRoom(made)
  local count = tonumber(redis.call('GET', made) or 0)
  if count >= asked.room.max then return false end
  if redis.call('INCR', made) == 1 then redis.call('PEXPIRE', made, asked.room.window) end
  return true
end

local function settle()
  for i, subject in ipairs(asked.subjects) do
    local key = KEYS[2 * i + 1]
    if subject.after == 'forget' then
      redis.call('DEL', key)
    elseif subject.after == 'release' then
      redis.call('ZREM', key, asked.id)
    end
  end
  if asked.staffSeconds then redis.call('SET', KEYS[1], '1', 'EX', asked.staffSeconds) end
  if not asked.isFailure then redis.call('ZREM', KEYS[2], asked.id) end
  return { 'settled' }
end

local function reserve()
  local staff = redis.call('EXISTS', KEYS[1]) == 1
  local known, ends = {}, 0
  for i, subject in ipairs(asked.subjects) do
    local tiers = subject.tiers
    if staff and subject.staff then table.insert(tiers, asked.staff) end
    local attempts, max = last(KEYS[2 * i + 1], tiers)
    known[i] = { tiers = tiers, max = max, isNew = #attempts == 0 }
    ends = math.max(ends, blockedUntil(attempts, tiers))
  end
  if ends > 0 then return { 'blocked', ends - now } end
  local over = false
  if asked.store then
    redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - asked.store.window)
    over = redis.call('ZCARD', KEYS[2]) >= asked.store.attempts
    if over and asked.store.asks then return { 'challenge', 0 } end
    redis.call('ZADD', KEYS[2], now, asked.id)
    -- Some more than its budget, or each that is removed would make room for another.
    redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -2 * asked.store.attempts - 1)
    redis.call('PEXPIRE', KEYS[2], asked.store.window)
  end
  local full = false
  for i, subject in ipairs(asked.subjects) do
    local key, of = KEYS[2 * i + 1], known[i]
    if of.isNew and subject.bounded and not (staff and subject.staff) and not hasRoom(KEYS[2 * i + 2]) then
      full = true
    else
      redis.call('ZADD', key, now, asked.id)
      redis.call('ZREMRANGEBYRANK', key, 0, -of.max - 1)
      keep(key, of.tiers)
    end
  end
  return { 'reserved', 0, over and 1 or 0, full and 1 or 0 }
end

-- Of each subject, for operators: how many attempts count, and for how many milliseconds it may not try.
local function look()
  local seen = {}
  local staff = redis.call('EXISTS', KEYS[1]) == 1
  for i, subject in ipairs(asked.subjects) do
    local tiers = subject.tiers
    if staff and subject.staff then table.insert(tiers, asked.staff) end
    local attempts = last(KEYS[2 * i + 1], tiers)
    seen[i] = { #attempts / 2, math.max(0, blockedUntil(attempts, tiers) - now) }
  end
  return seen
end

if asked.look then return look() end
if asked.settled then return settle() end
return reserve()
