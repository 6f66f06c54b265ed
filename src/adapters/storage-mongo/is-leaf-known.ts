// Answers for whether a write was applied whose answer was lost: its leaf is in the document, or in the log already (R21).
import type { LeafId } from '../../shared/ids.js';
import type { MongoDatabase } from './mongo-database.js';
import type { WithLeaves } from './pending-leaf.js';

/** @param document as it was read after the write; the log is read after that, so a leaf on its way is not missed (R19). */
export async function isLeafKnown(database: MongoDatabase, document: WithLeaves, id: LeafId): Promise<boolean> {
  if (document.leaves?.some((leaf) => leaf.id === id) === true) return true;
  const log = database.connection.collection('audit_leaves');
  const found = await database.run('leaf.find', () => log.findOne({ leafId: id }, { projection: { _id: 1 } }));
  return found !== null;
}
