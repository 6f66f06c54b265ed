// Answers for `fairknock bench`: what this machine and its disk manage in a second, measured on a temporary store.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { SystemClock } from '../adapters/clock-system/system-clock.js';
import { SqliteDatabase } from '../adapters/storage-sqlite/sqlite-database.js';
import { SqliteTouchLedger } from '../adapters/storage-sqlite/sqlite.touch-ledger.js';
import { FsTemplateSource } from '../adapters/templates-fs/fs.template-source.js';
import { processEnvironment } from '../config/process-environment.js';
import { readConfig } from '../config/read-config.js';
import { decide } from '../gate/decide.js';
import { ruleTable } from '../gate/rule-table/rule-table.js';
import { MessageRenderer } from '../rendering/render-message.js';
import { newAttemptToken, newId, type LeafId, type RowId, type TouchId } from '../shared/ids.js';
import { secondMs } from '../shared/instant.js';
import { sampleFacts, sampleMessage, sampleMoment } from './bench-samples.js';

const measureMs = secondMs;
const blockBytes = 4_096;
const batch = 50;

/** @param round does `batch` things. @returns how many a second. */
async function rate(round: () => unknown): Promise<number> {
  const timer = new SystemClock().startTimer();
  let count = 0;
  for (; timer.elapsedMs() < measureMs; count += batch) await round();
  return Math.round((count * secondMs) / timer.elapsedMs());
}

function times(work: () => unknown): () => void {
  return () => {
    for (let count = 0; count < batch; count += 1) work();
  };
}

async function flushes(folder: string): Promise<number> {
  const file = await open(join(folder, 'flush'), 'w');
  try {
    return await rate(async () => {
      for (let count = 0; count < batch; count += 1) {
        await file.write(Buffer.alloc(blockBytes), 0, blockBytes, 0);
        await file.datasync();
      }
    });
  } finally {
    await file.close();
  }
}

function claim(ledger: SqliteTouchLedger, rowId: RowId): Promise<unknown> {
  const touchId = randomBytes(32).toString('hex') as TouchId;
  const limits = { channel: 'email', maxTouches: 3, minGapMs: 0, gates: [] } as const;
  const event = {
    id: newId<LeafId>(),
    type: 'touch.claimed',
    at: sampleMoment,
    actor: 'system',
    subject: rowId,
    refs: {},
  } as const;
  return ledger.claimTouch({ rowId, touchId, attempt: newAttemptToken(), at: sampleMoment, ...limits }, event);
}

/** Of persons who are new to the ledger, fifty at a time, as a running campaign makes them. */
async function claims(folder: string): Promise<number> {
  const database = SqliteDatabase.open({ path: join(folder, 'bench.sqlite'), leaseMs: 2 * secondMs });
  const ledger = new SqliteTouchLedger(database);
  const one = async () => {
    const rowId = randomBytes(32).toString('hex') as RowId;
    await ledger.resolvePerson([{ current: rowId, older: [] }]);
    await claim(ledger, rowId);
  };
  try {
    return await rate(() => Promise.all(Array.from({ length: batch }, one)));
  } finally {
    await database.close();
  }
}

async function measure(parent: string) {
  const folder = await mkdtemp(join(parent, 'fairknock-bench-'));
  const renderer = new MessageRenderer(new FsTemplateSource());
  try {
    return {
      node: process.version,
      folder: parent,
      flushesPerSecond: await flushes(folder),
      claimsPerSecond: await claims(folder),
      decisionsPerSecond: await rate(times(() => decide(sampleFacts, ruleTable, sampleMoment))),
      messagesPerSecond: await rate(times(() => renderer.render(sampleMessage))),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bench({ folder, json }: { readonly folder?: string; readonly json?: true }): Promise<void> {
  const { dataDir } = readConfig(processEnvironment()).config;
  const result = await measure(folder ?? (existsSync(dataDir) ? dataDir : tmpdir()));
  const lines = Object.entries(result).map(([name, value]) => `${name.padEnd(20)} ${String(value)}\n`);
  process.stdout.write(json === true ? `${JSON.stringify(result)}\n` : lines.join(''));
}

export function addBench(program: Command): void {
  program
    .command('bench')
    .description('measure this machine for some seconds, on a temporary store that is removed afterwards')
    .option('--folder <folder>', 'on which disk to measure; without it that of the data directory')
    .option('--json', 'print { node, folder, flushesPerSecond, claimsPerSecond, ... }')
    .action(bench);
}
