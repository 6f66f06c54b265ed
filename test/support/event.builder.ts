// Answers for audit events of tests, each with an id of its own, and for seeing which of them were logged.
import type { AuditLog } from '../../src/ports/audit-log.port.js';
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

/** Types of all leaves, in the order of the log. */
export async function loggedTypes(auditLog: AuditLog): Promise<string[]> {
  const entries = await auditLog.read(0, await auditLog.size());
  return entries.map((entry) => entry.type);
}
