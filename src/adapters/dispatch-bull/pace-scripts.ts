// Answers for the pace inside Redis: lanes of evenly spaced slots and a kept slot for each touch, as one atomic step.
import { RedisScript } from './redis-script.js';

/**
 * The mathematics of a lane in memory: slot n begins at n * spacing and is taken once. A lane is a sorted set of runs of
 * taken slots, member = first slot, score = first slot, and a hash first -> one after the last; so it is as long as it
 * has gaps. Only times of the caller come in: two callers whose clocks differ by d share one line of slots all the same,
 * and in a minute at most the slots of a minute and d leave.
 *
 * KEYS: kept slot, then runs and ends of each lane. ARGV: now, life of a slot in ms, then the spacing of each lane.
 * Numbers are written by %.0f: Lua would write 1.7e+12.
 */
export const reserveScript = new RedisScript(`
local now, life = tonumber(ARGV[1]), tonumber(ARGV[2])
local function text(number) return string.format('%.0f', number) end

local kept = tonumber(redis.call('GET', KEYS[1]) or '')
if kept and kept > now then return text(kept) end
if kept then
  redis.call('DEL', KEYS[1])
  if now - kept <= life then return text(now) end
end

local lanes = {}
for i = 3, #ARGV do
  local k = 2 + (i - 3) * 2
  lanes[#lanes + 1] = { runs = KEYS[k], ends = KEYS[k + 1], spacing = tonumber(ARGV[i]) }
end

-- The run that holds the slot or ends directly before it.
local function runBefore(lane, slot)
  local first = redis.call('ZREVRANGEBYSCORE', lane.runs, text(slot), '-inf', 'LIMIT', 0, 1)[1]
  if not first then return nil, nil end
  return first, tonumber(redis.call('HGET', lane.ends, first))
end

local function firstFree(lane, from)
  local slot = math.floor(from / lane.spacing)
  local _, stop = runBefore(lane, slot)
  if stop and stop > slot then return math.ceil(stop * lane.spacing) end
  return from
end

local function forget(lane, first)
  redis.call('ZREM', lane.runs, first)
  redis.call('HDEL', lane.ends, first)
end

local function take(lane, at)
  local slot = math.floor(at / lane.spacing)
  local first, stop = runBefore(lane, slot)
  if stop and stop > slot then return end
  if stop ~= slot then first = text(slot) end
  local after = tonumber(redis.call('HGET', lane.ends, text(slot + 1)) or '')
  if after then forget(lane, text(slot + 1)) end
  redis.call('ZADD', lane.runs, first, first)
  redis.call('HSET', lane.ends, first, text(after or slot + 1))
end

local function tidy(lane)
  local current = math.floor(now / lane.spacing)
  for _, first in ipairs(redis.call('ZRANGE', lane.runs, 0, 3)) do
    if tonumber(redis.call('HGET', lane.ends, first) or '0') <= current then forget(lane, first) end
  end
  local last = redis.call('ZRANGE', lane.runs, -1, -1)[1]
  local stop = last and tonumber(redis.call('HGET', lane.ends, last)) or current
  local ttl = text(math.max(stop * lane.spacing - now, 0) + life)
  redis.call('PEXPIRE', lane.runs, ttl)
  redis.call('PEXPIRE', lane.ends, ttl)
end

local at = now
while true do
  local following = at
  for _, lane in ipairs(lanes) do following = firstFree(lane, following) end
  local isFree = true
  for _, lane in ipairs(lanes) do isFree = isFree and firstFree(lane, following) == following end
  at = following
  if isFree then break end
end
for _, lane in ipairs(lanes) do
  take(lane, at)
  tidy(lane)
end
if at > now then redis.call('SET', KEYS[1], text(at), 'PX', text(at - now + 2 * life)) end
return text(at)
`);
