// Answers for the document of a touch that was copied with all that has happened to it.
import type { CopiedRecords } from '../../ports/store-copy.port.js';
import type { TouchDocument } from './schemas/touches.schema.js';
import { storedRecord } from './stored-record.js';

/** Of the current verdict: distinct, sorted, and joined, as a change of the touch would have left them. */
function reasonPaths(verdicts: CopiedRecords['touch']['verdicts']): Pick<TouchDocument, 'reasons' | 'reasonSet'> {
  const codes = verdicts.at(-1)?.reasons.map(({ code }) => code) ?? [];
  const reasons = [...new Set(codes)].sort();
  return reasons.length === 0 ? {} : { reasons, reasonSet: reasons.join() };
}

/** What is null at the port is absent. */
export function copiedTouch({ id, verdicts, ...touch }: CopiedRecords['touch']): TouchDocument {
  const present = Object.fromEntries(Object.entries(touch).filter(([, value]) => value !== null));
  return {
    ...(present as unknown as Omit<TouchDocument, '_id' | 'lastWrites'>),
    _id: id,
    ...reasonPaths(verdicts),
    ...(verdicts.length === 0 ? {} : { verdicts: verdicts.map(storedRecord) }),
    lastWrites: [],
  };
}
