// Answers for creating a contact although the mark of an erasure lies in another document: begun unseen, looked again, shown (P7).
import type { Contact } from '../../ports/contact-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { contactPaths } from './contact-columns.js';
import { LeafMaker } from './leaf-maker.js';
import type { MongoDatabase } from './mongo-database.js';
import { contacts, erasedCreation, type ContactDocument } from './schemas/contacts.schema.js';
import { isDuplicateKey } from './storage-error.js';
import { wasErased } from './was-erased.js';
import { insertOnce, newWriteToken, updateOnce } from './write-once.js';

const place = (step: string) => ({ step: `contact.${step}`, of: contacts });

/**
 * An erasure marks the rows first and then takes away what is pending under them: a creation that began before finds its
 * own document changed, one that began after sees the mark.
 * @returns false where the email key or the id is taken, or the person was erased.
 */
export async function createContact(database: MongoDatabase, contact: Contact, event: AuditEvent): Promise<boolean> {
  const leaf = await LeafMaker.of(database).make(event);
  const begun = await begin(database, contact);
  if (begun === null) return false;
  if (await wasErased(database, contact.rowId)) {
    await giveUp(database, begun);
    return false;
  }
  const changes = { $set: contactPaths(contact).$set, $unset: { creation: 1 } };
  try {
    // Where it fails the document stays as the erasure left it: a request of ours may still be on its way.
    return await updateOnce(database, place('show'), { filter: begun, changes, leaves: [leaf] });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await giveUp(database, begun);
    return false;
  }
}

type Begun = Pick<ContactDocument, '_id'> & { readonly state: 'pending'; readonly creation: string };

/** Null where the id is taken. */
async function begin(database: MongoDatabase, { id: _id, rowId }: Contact): Promise<Begun | null> {
  const begun = { _id, state: 'pending', creation: newWriteToken() } as const;
  if (await insertOnce(database, place('begin'), { ...begun, revision: 0, rowId })) return begun;
  const model = database.model(contacts);
  const found = await database.run('contact.beginRead', () => model.findById(_id).lean<ContactDocument>());
  if (found?.state !== 'pending') return null;
  // Left by a process that died, or that is at it at this moment: one of the two will find its document changed.
  const left = { _id, state: 'pending', creation: found.creation };
  const changes = { $set: { creation: begun.creation, rowId } };
  return (await updateOnce(database, place('takeOver'), { filter: left, changes })) ? begun : null;
}

async function giveUp(database: MongoDatabase, { _id, state, creation }: Begun): Promise<void> {
  const mine = { _id, state, creation: { $in: [creation, erasedCreation] } };
  await database.run('contact.giveUp', () => database.model(contacts).deleteOne(mine));
}
