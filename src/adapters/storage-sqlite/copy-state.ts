// Answers for remembering in the file that it is being copied to another store or was, so that no process starts on it.
import type { Database } from 'better-sqlite3';
import { StartRefusal } from '../../shared/errors.js';
import type { CopyMark } from '../../ports/store-copy.port.js';

export interface CopyState extends CopyMark {
  readonly isMoved: boolean;
}

const name = 'copy';

/** Null where nobody ever began. */
export function readCopyState(db: Database): CopyState | null {
  const text = db.prepare('SELECT value FROM installation WHERE name = ?').pluck().get(name) as string | undefined;
  return text === undefined ? null : (JSON.parse(text) as CopyState);
}

/** Null forgets it. */
export function writeCopyState(db: Database, state: CopyState | null): void {
  db.prepare('DELETE FROM installation WHERE name = ?').run(name);
  if (state !== null) db.prepare('INSERT INTO installation VALUES (?, ?)').run(name, JSON.stringify(state));
}

/** What was written after the copying began would be lost, and two stores that both send would pass every cap. @throws StartRefusal */
export function refuseCopied(db: Database): void {
  const state = readCopyState(db);
  if (state === null) return;
  throw new StartRefusal(
    state.isMoved
      ? 'this data was moved to MongoDB: set FAIRKNOCK_MONGODB_URI. Both together would pass every cap'
      : 'this data is being moved to MongoDB: run fairknock copy-store again to finish, or with --abandon to stay here',
  );
}
