// Answers for making a database ready for this version and for these keys, as `fairknock migrate` does.
import type { VersionedKey } from '../../shared/address-keys.js';
import { checkInstallation, type InstallationNeeds } from './check-installation.js';
import { checkTopology } from './check-topology.js';
import { keyFingerprints } from './key-fingerprints.js';
import { migrate } from './migrate.js';
import type { MongoDatabase } from './mongo-database.js';
import { startRefusal } from './start-refusal.js';

export interface InstallationParts {
  readonly environment: NonNullable<InstallationNeeds['environment']>;
  readonly addressKeys: readonly VersionedKey[];
}

/** @returns the numbers of the migrations that ran. @throws StartRefusal. */
export async function migrateInstallation(
  database: MongoDatabase,
  { environment, addressKeys }: InstallationParts,
): Promise<readonly number[]> {
  try {
    await checkTopology(database, environment);
    const ran = await migrate(database);
    await checkInstallation(database, { environment, keyFingerprints: keyFingerprints(addressKeys) });
    return ran;
  } catch (error) {
    throw startRefusal(error);
  }
}
