// Answers for taking away what is left of jobs that no list knows any more: after an eviction, or a flush at a bad moment.
import { RedisScript } from './redis-script.js';

/**
 * In one step with the look, so that a job on its way from one list to the next is never taken for one. Where a worker
 * still holds it by its lock, it stays.
 *
 * KEYS: wait, active, delayed, failed. ARGV: prefix of the jobs' keys, then ids.
 */
export const removeRemainsScript = new RedisScript(`
local listed = {}
for i, key in ipairs(KEYS) do
  local ids = redis.call(i <= 2 and 'LRANGE' or 'ZRANGE', key, 0, -1)
  for _, id in ipairs(ids) do listed[id] = true end
end
for i = 2, #ARGV do
  local key = ARGV[1] .. ARGV[i]
  if not listed[ARGV[i]] and redis.call('EXISTS', key .. ':lock') == 0 then redis.call('DEL', key, key .. ':logs') end
end
return 0
`);
