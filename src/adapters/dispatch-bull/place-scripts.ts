// Answers for the places for messages under way inside Redis: how many there are, by Redis's own clock.
import { RedisScript } from './redis-script.js';

const expireOld = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local stop = string.format('%.0f', now + ARGV[1])
`;

/**
 * KEYS: places. ARGV: life of a place in ms, how many places there are, then ids of who waits, the first one first.
 * @returns how many of them have a place now.
 */
export const takeScript = new RedisScript(`${expireOld}
local free = ARGV[2] - redis.call('ZCARD', KEYS[1])
local count = 0
for i = 3, #ARGV do
  if count >= free then break end
  redis.call('ZADD', KEYS[1], stop, ARGV[i])
  count = count + 1
end
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return count
`);

/** KEYS: places. ARGV: life in ms, then ids of places that are held; one that a flush has taken is taken again. */
export const renewScript = new RedisScript(`${expireOld}
for i = 2, #ARGV do redis.call('ZADD', KEYS[1], stop, ARGV[i]) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 0
`);
