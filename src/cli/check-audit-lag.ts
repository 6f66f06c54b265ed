// Answers for whether committed leaves get their numbers: a log that stays behind has nobody who numbers it.
import type { AuditLog } from '../ports/audit-log.port.js';
import type { Clock } from '../ports/clock.port.js';
import { minuteMs, secondMs } from '../shared/instant.js';
import type { Finding } from './finding.js';

const longestMs = minuteMs;

export async function checkAuditLag(log: AuditLog, clock: Clock): Promise<Finding> {
  const { pendingCount, oldestAt } = await log.lag();
  const ageMs = oldestAt === null ? 0 : Math.max(0, clock.now() - oldestAt);
  const message = `${pendingCount} leaves wait for their number, the oldest for ${Math.round(ageMs / secondMs)} s`;
  return { check: 'audit lag', isOk: ageMs <= longestMs, message };
}
