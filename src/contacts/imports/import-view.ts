// Answers for an import as the outside sees it.
import type { ImportRecord } from '../../ports/import-store.port.js';
import { toIso, type Instant } from '../../shared/instant.js';
import type { ImportDto } from './import.dto.js';

function isoOrNull(at: Instant | null): string | null {
  return at === null ? null : toIso(at);
}

export function importView(record: ImportRecord): ImportDto {
  const { id, state, read, created, updated, unchanged, rejected, failure } = record;
  return {
    id,
    state,
    read,
    created,
    updated,
    unchanged,
    rejected,
    droppedFields: [...record.droppedFields],
    failure,
    createdAt: toIso(record.createdAt),
    startedAt: isoOrNull(record.startedAt),
    finishedAt: isoOrNull(record.finishedAt),
  };
}
