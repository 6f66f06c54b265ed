// Answers for an erasure as a list of steps: the contact shows as erased with the first one, a crash leaves the rest to be resumed.
import type { Contact } from '../../ports/contact-store.port.js';
import { emptied } from '../../ports/emptied.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { ContactId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { eraseContactTraces } from './erase-contact-traces.js';
import { LeafMaker } from './leaf-maker.js';
import type { MongoDatabase } from './mongo-database.js';
import { contacts, type ContactDocument } from './schemas/contacts.schema.js';
import { storedRecord } from './stored-record.js';
import { updateOnce } from './write-once.js';

const place = (step: string) => ({ step: `erase.${step}`, of: contacts });

/** @returns whether this call erased it; one that was begun before and broke off is brought to its end. */
export async function eraseContact(
  database: MongoDatabase,
  id: ContactId,
  { at, event }: { readonly at: Instant; readonly event: AuditEvent },
): Promise<boolean> {
  const leaf = await LeafMaker.of(database).make(event);
  let isFirst = false;
  let contact = await read(database, id);
  // Whoever saves in between is erased as well.
  while (contact?.record !== undefined && contact.state !== 'erased') {
    const filter = { _id: id, revision: contact.revision, state: contact.state };
    const changes = firstChanges(contact.record, at);
    isFirst = await updateOnce(database, place('first'), { filter, changes, leaves: [leaf] });
    contact = await read(database, id);
  }
  if (contact !== null) await finish(database, contact);
  return isFirst;
}

/** Brings to their end the erasures that a crash left half done; to be called at the start, harmless at any time. */
export async function resumeErasures(database: MongoDatabase): Promise<void> {
  const model = database.model(contacts);
  const found = await database.run('erase.unfinished', () => model.find({ isErasing: true }).lean<ContactDocument[]>());
  for (const contact of found) await finish(database, contact);
}

async function read(database: MongoDatabase, id: ContactId): Promise<ContactDocument | null> {
  return database.run('erase.read', () => database.model(contacts).findById(id).lean<ContactDocument>());
}

/** The leaf goes with it, so that its own payload and commitment key are destroyed with all others of the person. */
function firstChanges(contact: Contact, at: Instant) {
  const record = emptied(contact, at);
  const { email = '', phone } = contact.fields ?? {};
  const erasing = phone === undefined ? { email } : { email, phone };
  return {
    $set: { state: record.state, revision: record.revision, record: storedRecord(record), erasing, isErasing: true },
    $unset: { country: 1, jobTitle: 1, organisation: 1, phoneKeys: 1 },
  };
}

/** At the very end what the steps needed goes, and the email key is free. */
async function finish(database: MongoDatabase, contact: ContactDocument): Promise<void> {
  if (contact.isErasing !== true) return;
  await eraseContactTraces(database, contact);
  await updateOnce(database, place('last'), {
    filter: { _id: contact._id, isErasing: true },
    changes: { $unset: { erasing: 1, isErasing: 1, emailKey: 1 } },
  });
}
