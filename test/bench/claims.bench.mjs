// Answers for section `claims`: claims a second, alone and 50 at a time, on a small and a large ledger, against bare commits.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { measureFlush, median, timed } from './measures.mjs';
import { built } from './service.mjs';

const concurrent = 50;

/** Rows of persons, each with its key for leaves, as if all had been written to before; inserted in the order of ids. */
function fill(db, count) {
  db.pragma('synchronous = OFF');
  db.exec(`
    CREATE TEMP TABLE fresh AS WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT ${count})
      SELECT lower(hex(randomblob(32))) AS id FROM numbers;
    INSERT INTO ledger_rows (id) SELECT id FROM fresh ORDER BY id;
    INSERT INTO leaf_subjects SELECT id, randomblob(32), 1 FROM fresh ORDER BY id;`);
  const ids = db.prepare('SELECT id FROM fresh ORDER BY random()').pluck().all();
  db.exec('DROP TABLE fresh');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.pragma('synchronous = FULL');
  return ids;
}

/** A claim that a row of any engine grants, with its leaf. */
export function orderFor(rowId) {
  const touchId = randomBytes(32).toString('hex');
  const at = Date.now();
  const claim = {
    rowId,
    touchId,
    attempt: randomBytes(16).toString('hex'),
    channel: 'email',
    maxTouches: 1_000,
    minGapMs: 0,
    gates: ['installation', 'lia:bench', 'campaign:bench', `domain:${touchId}`],
    at,
  };
  const event = {
    id: randomBytes(16).toString('hex'),
    type: 'touch.claimed',
    at,
    actor: 'system',
    subject: rowId,
    refs: { campaignId: 'bench', step: 0, channel: 'email', policyVersion: 'sha256:bench', noticeVersion: 'bench' },
    payload: { contactId: 'bench', touchId, verdict: { outcome: 'allow', reasons: [] }, messageSha256: touchId },
  };
  return [claim, event];
}

async function openLedger(dist, path) {
  const { SqliteDatabase } = await built(dist, 'adapters/storage-sqlite/sqlite-database.js');
  const { SqliteTouchLedger } = await built(dist, 'adapters/storage-sqlite/sqlite.touch-ledger.js');
  const database = SqliteDatabase.open({ path, leaseMs: 2_000 });
  return { database, ledger: new SqliteTouchLedger(database) };
}

/** One row of 32 bytes a commit, flushed each time, nothing else. */
function bareCommits(path) {
  const db = new SqliteConnection(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE rows (key BLOB PRIMARY KEY) WITHOUT ROWID');
  const insert = db.prepare('INSERT INTO rows VALUES (?)');
  return { run: (count) => repeat(count, () => insert.run(randomBytes(32))), close: () => db.close() };
}

function repeat(count, work) {
  for (let index = 0; index < count; index += 1) work();
}

async function claimAll(ledger, ids, width) {
  let next = 0;
  const lane = async () => {
    while (next < ids.length) {
      const [claim, event] = orderFor(ids[next]);
      next += 1;
      const { granted } = await ledger.claimTouch(claim, event);
      if (!granted) throw new Error('a claim was refused');
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}

async function measureSize({ dist, folder, rows, claims, rounds, say }) {
  say(`claims: ${rows.toLocaleString('en-GB')} rows`);
  const { database, ledger } = await openLedger(dist, join(folder, `ledger-${rows}.db`));
  const bare = bareCommits(join(folder, `bare-${rows}.db`));
  const ids = fill(database.db, rows);
  let from = 0;
  const some = (count) => Array.from({ length: count }, () => ids[(from++ * 7) % ids.length]);
  await claimAll(ledger, some(claims), concurrent);
  bare.run(claims);
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    const many = some(claims);
    const few = some(Math.ceil(claims / 4));
    const together = await timed(() => claimAll(ledger, many, concurrent));
    const alone = await timed(() => claimAll(ledger, few, 1));
    const commits = await timed(() => bare.run(few.length));
    runs.push({
      together: many.length / together.seconds,
      alone: few.length / alone.seconds,
      bare: few.length / commits.seconds,
      cpuMicros: together.cpuMicros / many.length,
    });
  }
  bare.close();
  await database.close();
  const of = (name) => Math.round(median(runs.map((run) => run[name])));
  return { rows, together: of('together'), alone: of('alone'), bare: of('bare'), cpuMicros: of('cpuMicros') };
}

export async function benchClaims({ dist, tmp, claims, rounds, ledgerRows, say }) {
  const folder = mkdtempSync(join(tmp, 'fairknock-bench-claims-'));
  try {
    const sizes = [];
    for (const rows of ledgerRows) sizes.push(await measureSize({ dist, folder, rows, claims, rounds, say }));
    const flushMs = measureFlush(folder);
    const perSize = sizes.flatMap((size) => rowsOf(size, { claims, flushMs }));
    return [...perSize, ...growth(sizes)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf({ rows, together, alone, bare, cpuMicros }, { claims, flushMs }) {
  const on = `on ${rows.toLocaleString('en-GB')} rows`;
  const base = { unit: 'claims/s; bare: commits/s', bare, target: null };
  const details = { rows, claims, cpuMicrosPerClaim: cpuMicros, flushMs };
  return [
    { ...base, name: `claims, ${concurrent} at a time, ${on}`, ours: together, ratio: together / bare, details },
    { ...base, name: `claims, one after the other, ${on}`, ours: alone, ratio: alone / bare, details },
  ];
}

/** How much of its speed the ledger keeps when it is large. */
export function growth(sizes, on = '') {
  const [small, large] = [sizes[0], sizes.at(-1)];
  if (sizes.length < 2) return [];
  return [
    {
      name: `claims, ${large.rows.toLocaleString('en-GB')} against ${small.rows.toLocaleString('en-GB')} rows${on}`,
      unit: 'claims/s; bare: small ledger',
      ours: large.together,
      bare: small.together,
      ratio: large.together / small.together,
      target: 0.8,
      details: {},
    },
  ];
}
