// Answers for section `import`: rows a second and peak memory, against parsing the file and inserting its rows as they are.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import SqliteConnection from 'better-sqlite3';
import { parse } from 'csv-parse';
import { contactCsv } from './inputs.mjs';
import { measureFlush, timed } from './measures.mjs';
import { Worker } from './workers.mjs';

const rowsPerCommit = 500;

/** One table with a unique address, no checks, no sources, no log. */
async function bareImport(path, rows) {
  const db = new SqliteConnection(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE contacts (email TEXT PRIMARY KEY, record TEXT NOT NULL)');
  const insert = db.prepare('INSERT INTO contacts VALUES (?, ?)');
  const insertAll = db.transaction((records) => {
    for (const record of records) insert.run(record.email, JSON.stringify(record));
  });
  let batch = [];
  const parser = Readable.from(contactCsv(0, rows), { objectMode: false }).pipe(parse({ columns: true }));
  for await (const record of parser) {
    if (batch.push(record) === rowsPerCommit) insertAll(batch.splice(0));
  }
  insertAll(batch);
  db.close();
}

export async function benchImport({ dist, tmp, importRows, profile, say }) {
  const folder = mkdtempSync(join(tmp, 'fairknock-bench-import-'));
  const execArgv = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const worker = new Worker('./import-fairknock.mjs', [dist, folder], execArgv);
  try {
    await worker.ready();
    say(`import: ${importRows.toLocaleString('en-GB')} rows`);
    const ours = await worker.ask({ rows: importRows });
    const bare = await timed(() => bareImport(join(folder, 'bare.db'), importRows));
    return [
      {
        name: `import of ${importRows.toLocaleString('en-GB')} contacts`,
        unit: 'rows/s',
        ours: Math.round(importRows / ours.seconds),
        bare: Math.round(importRows / bare.seconds),
        ratio: bare.seconds / ours.seconds,
        target: null,
        details: {
          cpuMicrosPerRow: Math.round(ours.cpuMicros / importRows),
          memoryMb: { before: ours.beforeMb, peak: ours.peakMb },
          flushMs: measureFlush(folder),
        },
      },
    ];
  } finally {
    await worker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
