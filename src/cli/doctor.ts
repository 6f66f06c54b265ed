// Answers for `fairknock doctor`: whether keys, store and audit log are as they must be; it changes nothing.
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { FileKeyRing } from '../adapters/keys-file/file-key-ring.js';
import { databaseFile, keyFilePlaces, type Config } from '../config/config.js';
import { processEnvironment } from '../config/process-environment.js';
import { readConfig } from '../config/read-config.js';
import { checkAuditLag } from './check-audit-lag.js';
import { checkAuditLog } from './check-audit-log.js';
import { checkDisk } from './check-disk.js';
import type { Finding } from './finding.js';
import { lookWithCommand, type CommandContext } from './open-command.js';
import { startFailure } from './refuse-start.js';
import { AuditLog } from '../ports/audit-log.port.js';
import { Clock } from '../ports/clock.port.js';
import { StorageHealth } from '../ports/storage-health.port.js';
import { TouchLedger } from '../ports/touch-ledger.port.js';

function checkKeys(config: Config): Finding {
  const places = keyFilePlaces(config);
  const advice = 'Back it up: address keys must never be lost';
  if (!existsSync(places.keyFile)) return { check: 'keys', isOk: false, message: `${places.keyFile} does not exist` };
  FileKeyRing.open(places);
  return { check: 'keys', isOk: true, message: `${places.keyFile} is complete and private. ${advice}` };
}

async function checkStore({ app, config }: CommandContext): Promise<Finding[]> {
  const problems = await app.get(StorageHealth).check();
  const { leaseMs } = app.get(TouchLedger);
  return [
    { check: 'database', isOk: problems.length === 0, message: problems.join('; ') || 'the structure is sound' },
    { check: 'lease', isOk: leaseMs === config.leaseMs, message: `${leaseMs} ms are stored with the data` },
    await checkAuditLog(app.get(AuditLog)),
    await checkAuditLag(app.get(AuditLog), app.get(Clock)),
  ];
}

/** A server has one, or opening it says what it lacks; a file must not be made by a check. */
function hasDatabase(config: Config): boolean {
  return Boolean(config.mongodbUri) || existsSync(databaseFile(config));
}

async function checkOwnDisk({ dataDir }: Config): Promise<Finding[]> {
  return [await checkDisk(dataDir)];
}

/** What refuses a start is a finding here. */
async function attempt(check: string, run: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await run();
  } catch (error) {
    return [{ check, isOk: false, message: startFailure(error) }];
  }
}

async function examine(config: Config): Promise<Finding[]> {
  const keys = await attempt('keys', () => Promise.resolve([checkKeys(config)]));
  const mayOpen = keys.every((finding) => finding.isOk) && hasDatabase(config);
  const where = config.mongodbUri ? 'the database on MongoDB' : databaseFile(config);
  const missing = { check: 'database', isOk: false, message: `${where} was not opened` };
  const store = mayOpen ? await attempt('database', () => lookWithCommand([], checkStore)) : [missing];
  return [...keys, ...store, ...(config.mongodbUri ? [] : await attempt('disk', () => checkOwnDisk(config)))];
}

async function findings(): Promise<Finding[]> {
  return attempt('configuration', () => examine(readConfig(processEnvironment()).config));
}

/** @returns the exit code: 1 on findings. */
async function doctor(options: { readonly json?: true }): Promise<number> {
  const found = await findings();
  const isOk = found.every((finding) => finding.isOk);
  const lines = found.map(({ check, isOk: good, message }) => `${good ? 'ok     ' : 'FINDING'} ${check}: ${message}\n`);
  process.stdout.write(options.json === true ? `${JSON.stringify({ isOk, findings: found })}\n` : lines.join(''));
  return isOk ? 0 : 1;
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check keys, database, audit log and disk; exit code 1 on findings')
    .option('--json', 'print { isOk, findings: [{ check, isOk, message }] }')
    .action(async (options: { readonly json?: true }) => {
      process.exitCode = await doctor(options);
    });
}
