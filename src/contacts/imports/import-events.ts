// Answers for the audit events of imports; their ids are fixed per import, so that a repeated step adds no second leaf.
import type { ImportRecord } from '../../ports/import-store.port.js';
import { assessedFields, gateFields } from '../../ports/contact-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { LeafId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';

interface Details {
  readonly at: Instant;
  readonly refs?: Readonly<Record<string, string | number>>;
}

function event(type: string, record: ImportRecord, { at, refs }: Details): AuditEvent {
  return {
    id: `${record.id}:${type}` as LeafId,
    type,
    at,
    actor: record.requestedBy,
    refs: { importId: record.id, ...(record.liaId === null ? {} : { liaId: record.liaId }), ...refs },
  };
}

export function importAccepted(record: ImportRecord): AuditEvent {
  return event('import.accepted', record, { at: record.createdAt });
}

export function importFinished(record: ImportRecord, at: Instant): AuditEvent {
  const { state, read, created, updated, unchanged, rejected } = record;
  return event('import.finished', record, { at, refs: { state, read, created, updated, unchanged, rejected } });
}

/** Null where nothing was dropped. Headings are the sender's words and may say anything: only their number is told. */
export function fieldsDropped(record: ImportRecord, at: Instant): AuditEvent | null {
  if (record.droppedFields.length === 0) return null;
  const ours = [...assessedFields, ...gateFields].filter((field) => record.droppedFields.includes(field));
  const unknownColumnCount = record.droppedFields.length - ours.length;
  const refs = { code: 'FIELD_NOT_ASSESSED', fields: ours.join(','), unknownColumnCount };
  return event('contact.field_dropped', record, { at, refs });
}
