// Answers for section `mongo`: claims a second on a small and a large ledger in MongoDB, and how fast their leaves get numbers.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { growth, orderFor } from './claims.bench.mjs';
import { startMongo } from './engines.mjs';
import { measureFlush, median, timed } from './measures.mjs';
import { built } from './service.mjs';

const concurrent = 50;
const batchSize = 1_000;

export async function benchMongo(options) {
  const folder = mkdtempSync(join(options.tmp, 'fairknock-bench-mongo-'));
  const mongo = await startMongo(folder);
  try {
    if (mongo === null) {
      options.say('NOT EXERCISED: mongo (no MongoDB)');
      return [];
    }
    options.say(`mongo: ${mongo.version}`);
    const sizes = [];
    for (const rows of options.ledgerRows) sizes.push(await measureSize({ ...options, mongo, rows }));
    const details = { engine: mongo.version, claims: options.claims, flushMs: measureFlush(folder) };
    return [...sizes.flatMap((size) => rowsOf(size, details)), ...growth(sizes, ' of MongoDB')];
  } finally {
    await mongo?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openStore(dist, { uri }, rows) {
  const of = async (path, name) => (await built(dist, `adapters/storage-mongo/${path}.js`))[name];
  const MongoDatabase = await of('mongo-database', 'MongoDatabase');
  const database = await MongoDatabase.connect({ uri, databaseName: `bench-${rows}`, leaseMs: 2_000 });
  await (
    await of('migrate', 'migrate')
  )(database);
  const [Ledger, Sequencer] = [await of('mongo.touch-ledger', 'MongoTouchLedger'), await of('sequencer', 'Sequencer')];
  return { database, ledger: new Ledger(database), sequencer: new Sequencer(database) };
}

/** Persons who were never written to. @returns ids of some of them, scattered over all. */
async function fill(database, count, wanted) {
  const rows = database.connection.collection('ledger_rows');
  const ids = [];
  for (let made = 0; made < count; made += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, count - made) }, () => emptyRow());
    await rows.insertMany(batch, { ordered: false });
    ids.push(...batch.slice(0, Math.ceil((wanted * batch.length) / count)).map(({ _id }) => _id));
  }
  return ids;
}

function emptyRow() {
  return {
    _id: randomBytes(32).toString('hex'),
    used: { email: 0, call: 0 },
    touches: [],
    suppressionNumber: 0,
    suppressionLeafCount: 0,
    mergedFrom: [],
    leafCount: 0,
  };
}

async function inLanes(items, width, work) {
  let next = 0;
  const lane = async () => {
    while (next < items.length) await work(items[next++]);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

async function claim(ledger, rowId) {
  const [order, event] = orderFor(rowId);
  const { granted } = await ledger.claimTouch(order, event);
  if (!granted) throw new Error('a claim was refused');
}

/** One conditional update of one small document by its id, as durable as ours, nothing else. */
async function bareUpdates(database, ids, width) {
  const collection = database.connection.collection('bench_rows');
  await collection.insertMany(ids.map((id) => ({ _id: id, used: 0 })));
  return timed(() => inLanes(ids, width, (id) => collection.updateOne({ _id: id, used: 0 }, { $set: { used: 1 } })));
}

async function measureSize({ dist, mongo, rows, claims, rounds, say }) {
  say(`mongo: ${rows.toLocaleString('en-GB')} rows`);
  const { database, ledger, sequencer } = await openStore(dist, mongo, rows);
  const perRound = claims + Math.ceil(claims / 4);
  const fresh = (await fill(database, rows, perRound * rounds + claims)).sort(() => Math.random() - 0.5);
  let taken = 0;
  // A ledger that is smaller than all claims together is gone round again: the steps are other ones.
  const some = (count) => Array.from({ length: count }, () => fresh[taken++ % fresh.length]);
  await inLanes(some(claims), concurrent, (rowId) => claim(ledger, rowId));
  await sequencer.catchUp();
  const runs = [];
  for (let round = 0; round < rounds; round += 1)
    runs.push(await oneRound({ database, ledger, sequencer }, { some, claims }));
  // Of somebody else's server; dropping a large one takes longer than our own server's folder.
  if (mongo.pid === null) await database.connection.dropDatabase();
  await database.close();
  const of = (name) => Math.round(median(runs.map((run) => run[name])));
  const names = ['together', 'alone', 'bareTogether', 'bareAlone', 'numbered', 'inserted', 'cpuMicros'];
  return { rows, ...Object.fromEntries(names.map((name) => [name, of(name)])) };
}

async function oneRound({ database, ledger, sequencer }, { some, claims }) {
  const few = Math.ceil(claims / 4);
  const together = await timed(() => inLanes(some(claims), concurrent, (rowId) => claim(ledger, rowId)));
  const alone = await timed(() => inLanes(some(few), 1, (rowId) => claim(ledger, rowId)));
  const numbered = await timed(() => sequencer.catchUp());
  const ids = Array.from({ length: claims + few }, () => randomBytes(32).toString('hex'));
  const bareTogether = await bareUpdates(database, ids.slice(0, claims), concurrent);
  const bareAlone = await bareUpdates(database, ids.slice(claims), 1);
  const inserted = await timed(() => bareInserts(database, claims + few));
  return {
    together: claims / together.seconds,
    alone: few / alone.seconds,
    numbered: (claims + few) / numbered.seconds,
    bareTogether: claims / bareTogether.seconds,
    bareAlone: few / bareAlone.seconds,
    inserted: (claims + few) / inserted.seconds,
    cpuMicros: together.cpuMicros / claims,
  };
}

/** Documents as large as a numbered leaf, in batches as large as the sequencer's. */
async function bareInserts(database, count) {
  const collection = database.connection.collection('bench_leaves');
  for (let made = 0; made < count; made += batchSize) {
    const documents = Array.from({ length: Math.min(batchSize, count - made) }, () => ({
      _id: randomBytes(16).toString('hex'),
      leafJson: 'x'.repeat(600),
      secret: randomBytes(300),
    }));
    await collection.insertMany(documents, { ordered: true });
  }
}

function rowsOf(size, shared) {
  const on = `on ${size.rows.toLocaleString('en-GB')} rows of MongoDB`;
  const details = { ...shared, rows: size.rows };
  const row = (name, unit, ours, bare) => ({ name, unit, ours, bare, ratio: ours / bare, target: null, details });
  const withCpu = { ...details, cpuMicrosPerClaim: size.cpuMicros };
  return [
    {
      ...row(`claims, ${concurrent} at a time, ${on}`, 'claims/s; bare: updates/s', size.together, size.bareTogether),
      details: withCpu,
    },
    row(`claims, one after the other, ${on}`, 'claims/s; bare: updates/s', size.alone, size.bareAlone),
    row(`numbering leaves, ${on}`, 'leaves/s; bare: inserts/s', size.numbered, size.inserted),
  ];
}
