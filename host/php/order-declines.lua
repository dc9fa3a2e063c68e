-- Declined payments within the window, of the whole store and of an address (order-declines.php): notes those of a request, and says of which
-- the budget is used up. Time is the server's, so that all nodes have one clock.
-- KEYS: declines of the store, then of the address where there is one. Members are numbers of transactions, so that each counts once.
local asked = cjson.decode(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function isOver(key, budget)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now - budget.window)
  for _, transaction in ipairs(asked.declined) do redis.call('ZADD', key, 'NX', now, transaction) end
  if #asked.declined > 0 then
    -- The last of them say it all.
    redis.call('ZREMRANGEBYRANK', key, 0, -budget.declines - 1)
    redis.call('PEXPIRE', key, budget.window)
  end
  return redis.call('ZCARD', key) >= budget.declines and 1 or 0
end

local over = {}
for i, budget in ipairs(asked.budgets) do over[i] = isOver(KEYS[i], budget) end
return over
