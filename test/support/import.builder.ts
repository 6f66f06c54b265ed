// Answers for imports of tests and the lines they refuse.
import type { ImportRecord, ImportReject } from '../../src/ports/import-store.port.js';
import { newId, type LiaId } from '../../src/shared/ids.js';
import { noon } from './event.builder.js';

export function anImport(changes: Partial<ImportRecord> = {}): ImportRecord {
  return {
    id: newId(),
    kind: 'contacts',
    state: 'queued',
    liaId: 'lia-1' as LiaId,
    droppedFields: [],
    failure: null,
    spoolFile: 'upload.csv',
    requestedBy: 'account:account-1',
    createdAt: noon,
    startedAt: null,
    finishedAt: null,
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    ...changes,
  };
}

export function aReject(line: number, record = `line ${line}`): ImportReject {
  return { line, code: 'EMAIL_INVALID', message: 'This is no email address', record };
}
