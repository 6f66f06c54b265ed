// Answers for taking out of the audit log what is personal about a person; leaves, numbers and hashes stay (G18).
import type { RowId } from '../../shared/ids.js';
import { leafCollections } from './leaf-collections.js';
import { LeafMaker } from './leaf-maker.js';
import type { MongoDatabase } from './mongo-database.js';
import { auditLeaves } from './schemas/audit-leaves.schema.js';

/**
 * Keys first: from then on no payload of these rows can be read and no commitment be recomputed, wherever a copy lies (a
 * batch of the sequencer that is under way, a backup). The ciphertexts go as well. Idempotent, to be done again after a crash.
 * @param rowIds every row of the person, `personRows` finds them. @throws DependencyError.
 */
export async function eraseSubject(database: MongoDatabase, rowIds: readonly RowId[]): Promise<void> {
  await LeafMaker.of(database).keys.destroy(rowIds);
  await Promise.all(leafCollections.map((collection) => eraseWaiting(database, collection, rowIds)));
  // After those that wait: what gets its number meanwhile is met here.
  const log = database.connection.collection(auditLeaves.name);
  const ofPerson = { subject: { $in: [...rowIds] } };
  await database.run('erase.log', () => log.updateMany(ofPerson, { $unset: { secret: '', subject: '' } }));
}

/** Only documents with waiting leaves are looked at: the index knows them. */
async function eraseWaiting(database: MongoDatabase, name: string, rowIds: readonly RowId[]): Promise<void> {
  const subject = { $in: [...rowIds] };
  const waiting = { hasLeaves: true, 'leaves.subject': subject };
  const changes = { $set: { 'leaves.$[leaf].secret': null } };
  const options = { arrayFilters: [{ 'leaf.subject': subject }] };
  await database.run('erase.waiting', () => database.connection.collection(name).updateMany(waiting, changes, options));
}
