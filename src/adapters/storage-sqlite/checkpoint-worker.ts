// Answers for copying the write-ahead log into the database file on a thread of its own, beside the writer's.
// Only syntax that can be erased: from a source tree Node.js loads this file as it is.
import { parentPort, workerData } from 'node:worker_threads';
import SqliteConnection from 'better-sqlite3';

const db = new SqliteConnection(workerData as string);
db.pragma('synchronous = FULL');
db.pragma('fullfsync = ON');

parentPort?.on('message', (order: 'checkpoint' | 'stop') => {
  if (order === 'stop') {
    db.close();
    parentPort?.close();
    return;
  }
  try {
    // Passive: waits for nobody, and nobody waits for it.
    db.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    parentPort?.postMessage('done');
  }
});
