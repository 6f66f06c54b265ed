// Answers for refusing to work on data that belongs to another version, another lease or other address keys.
import { StartRefusal } from '../../shared/errors.js';
import { checkTopology } from './check-topology.js';
import { migrations } from './migrations/migrations.js';
import type { MongoDatabase } from './mongo-database.js';
import { installation, installationId, type InstallationDocument } from './schemas/installation.schema.js';

export interface InstallationNeeds {
  /** `<version>:<digest>` of each live address key; empty or left out where no key is at hand. */
  readonly keyFingerprints?: readonly string[] | undefined;
  readonly environment?: 'production' | 'development' | 'test' | undefined;
  /** Opens also what an installation is being moved into. */
  readonly isForCopy?: true | undefined;
}

/** @throws StartRefusal with the line that says what to do. */
export async function checkInstallation(database: MongoDatabase, needs: InstallationNeeds): Promise<void> {
  await checkTopology(database, needs.environment ?? 'production');
  const found = await readInstallation(database);
  checkSchema(found);
  if (needs.isForCopy !== true) refuseHalfCopied(found);
  await keepLease(database);
  await keepFingerprints(database, needs.keyFingerprints ?? []);
}

export async function readInstallation(database: MongoDatabase): Promise<InstallationDocument | null> {
  const model = database.model(installation);
  return database.run('open.read', () => model.findById(installationId).lean<InstallationDocument>());
}

/** A newer schema is refused too: an older program would not know what it must not break. */
export function checkSchema(found: InstallationDocument | null): void {
  const done = new Set(found?.migrations ?? []);
  const known = new Set(migrations.map(({ id }) => id));
  if ([...done].some((id) => !known.has(id))) {
    throw new StartRefusal('the database was written by a newer version of Fairknock: update the program');
  }
  if ([...known].some((id) => !done.has(id))) {
    throw new StartRefusal('the database is not ready for this version: run fairknock migrate');
  }
}

/** Half of the opt-outs would be missing (P1). */
function refuseHalfCopied(found: InstallationDocument | null): void {
  if (found?.copy === undefined || found.copy.isFinished) return;
  throw new StartRefusal(
    'an installation is being moved into this database: run fairknock copy-store again to finish, or drop the database',
  );
}

async function keepLease(database: MongoDatabase): Promise<void> {
  const { leaseMs } = database;
  const model = database.model(installation);
  const isNew = { _id: installationId, leaseMs: null } as const;
  await database.run('open.lease', () => model.updateOne(isNew, { $set: { leaseMs } }));
  const stored = (await readInstallation(database))?.leaseMs;
  if (stored !== leaseMs) {
    throw new StartRefusal(
      `FAIRKNOCK_LEASE_MS is ${leaseMs}, but this data is kept with a lease of ${String(stored)} ms`,
    );
  }
}

/** A rotation adds versions; another key under a known version would forget every opt-out. */
async function keepFingerprints(database: MongoDatabase, fingerprints: readonly string[]): Promise<void> {
  if (fingerprints.length === 0) return;
  const model = database.model(installation);
  const before = (await readInstallation(database))?.keyFingerprints ?? [];
  // A rotation keeps the key before it, for the rows that were made with it (R16): nothing in common is no rotation.
  if (before.length > 0 && !before.some((fingerprint) => fingerprints.includes(fingerprint))) refuseKeys();
  for (const fingerprint of fingerprints) {
    const sameVersion = new RegExp(`^${fingerprint.slice(0, fingerprint.indexOf(':'))}:`);
    const isNew = { _id: installationId, keyFingerprints: { $not: sameVersion } } as const;
    const update = { $addToSet: { keyFingerprints: fingerprint } };
    await database.run('open.keys', () => model.updateOne(isNew, update));
  }
  const stored = new Set((await readInstallation(database))?.keyFingerprints);
  if (fingerprints.some((fingerprint) => !stored.has(fingerprint))) refuseKeys();
}

function refuseKeys(): never {
  throw new StartRefusal(
    'the address keys are not those that this data was made with: opt-outs would no longer meet the people who made them. Restore the key file',
  );
}
