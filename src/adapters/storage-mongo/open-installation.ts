// Answers for handing out a database only where this process may work on what it holds.
import { checkInstallation, type InstallationNeeds } from './check-installation.js';
import type { MongoDatabase } from './mongo-database.js';
import { startRefusal } from './start-refusal.js';

/** @throws StartRefusal for a wrong topology, an older or newer schema, another lease or other address keys; it is closed then. */
export async function openInstallation(database: MongoDatabase, needs: InstallationNeeds): Promise<MongoDatabase> {
  try {
    await checkInstallation(database, needs);
    return database;
  } catch (error) {
    await database.close();
    throw startRefusal(error);
  }
}
