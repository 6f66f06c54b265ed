// Answers for the id of a contact that a line of an import creates: the same after a crash, so that it is counted once.
import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import type { ContactId, ImportId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';

/** A UUID version 7 in the order of lines; its random part comes from import and line. */
export function contactIdOfLine(importId: ImportId, startedAt: Instant, line: number): ContactId {
  const random = createHash('sha256').update(`${importId}:${line}`).digest();
  return v7({ msecs: startedAt, seq: line, random: random.subarray(0, 16) }) as ContactId;
}
