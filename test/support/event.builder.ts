// Answers for audit events of tests, each with an id of its own, and for seeing which of them were logged.
import type { AuditLog, LogEntry } from '../../src/ports/audit-log.port.js';
import type { AuditEvent } from '../../src/shared/audit-leaf.js';
import { newId, type RowId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';

export const noon = Date.UTC(2026, 10, 23, 12) as Instant;

export function anEvent(
  type = 'test.happened',
  more: { subject?: RowId; payload?: AuditEvent['payload'] } = {},
): AuditEvent {
  return { id: newId(), type, at: noon, actor: 'system', refs: {}, ...more };
}

/** Leaves from this number on, of everything that was done before the call. */
export async function loggedFrom(auditLog: AuditLog, from = 0): Promise<readonly LogEntry[]> {
  await auditLog.catchUp();
  return auditLog.read(from, await auditLog.size());
}

/** How many leaves everything owes that was done before the call. */
export async function loggedCount(auditLog: AuditLog): Promise<number> {
  await auditLog.catchUp();
  return auditLog.size();
}

/** Types of all leaves, in the order of the log. */
export async function loggedTypes(auditLog: AuditLog): Promise<string[]> {
  return (await loggedFrom(auditLog)).map((entry) => entry.type);
}
