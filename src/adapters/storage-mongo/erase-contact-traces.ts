// Answers for what an erasure removes beside the contact itself (Art. 17): every other place that could hold its data.
import type { UpdateQuery } from 'mongoose';
import type { RowId } from '../../shared/ids.js';
import { rejectKeys } from '../../shared/reject-keys.js';
import { eraseSubject } from './erase-subject.js';
import type { MongoDatabase } from './mongo-database.js';
import { contacts, erasedCreation, erasedRows, type ContactDocument } from './schemas/contacts.schema.js';
import { idempotency } from './schemas/idempotency.schema.js';
import { importRejects, type ImportRejectDocument } from './schemas/imports.schema.js';
import { ledgerRows } from './schemas/ledger-rows.schema.js';
import { permits } from './schemas/permits.schema.js';
import { touches } from './schemas/touches.schema.js';
import { personRowIds } from './was-erased.js';
import { insertMissing } from './write-once.js';

/**
 * The marks stand before anything else: from then on nobody is created under these rows (P7). What is begun is taken from
 * its maker, not removed: else its first insert, where that was sent twice, could bring it back.
 */
async function markRows(database: MongoDatabase, { rowId, record }: ContactDocument): Promise<void> {
  const rowIds = [rowId, ...(record?.conflictingRowIds ?? [])];
  const marks = rowIds.map((_id) => ({ _id }));
  await insertMissing(database, { step: 'erase.mark', of: erasedRows }, marks);
  const persons = await Promise.all(rowIds.map((each) => personRowIds(database, each)));
  const begun = { state: 'pending', rowId: { $in: persons.flat() } } as const;
  const changes = { $set: { creation: erasedCreation } };
  await database.run('erase.begun', () => database.model(contacts).updateMany(begun, changes));
}

/** Ids and addresses of the person as they may stand inside a kept reply. */
async function needles(database: MongoDatabase, { _id, erasing }: ContactDocument): Promise<string[]> {
  const model = database.model(permits);
  const issued = await database.run('erase.permits', () => model.find({ contactId: _id }, { _id: 1 }).lean());
  return [_id, erasing?.email, erasing?.email.toLowerCase(), erasing?.phone, ...issued.map((permit) => permit._id)]
    .filter((text) => text !== undefined)
    .map((text) => JSON.stringify(text).slice(1, -1));
}

async function eraseReplies(database: MongoDatabase, contact: ContactDocument): Promise<void> {
  const texts = await needles(database, contact);
  const pattern = texts.map((text) => text.replaceAll(/[^\p{L}\p{N}]/gu, String.raw`\$&`)).join('|');
  const model = database.model(idempotency);
  await database.run('erase.replies', () => model.deleteMany({ body: { $regex: pattern } }));
}

async function eraseRejectedLines(database: MongoDatabase, { erasing }: ContactDocument): Promise<void> {
  const keys = rejectKeys(`${erasing?.email ?? ''},${erasing?.phone ?? ''}`);
  const changes: UpdateQuery<ImportRejectDocument> = { $set: { record: '' }, $unset: { keys: 1 } };
  const model = database.model(importRejects);
  await database.run('erase.rejects', () => model.updateMany({ keys: { $in: keys } }, changes));
}

/** A mail server may repeat a name in its reply; the code is enough as evidence. */
async function eraseSmtpTexts(database: MongoDatabase, { _id }: ContactDocument): Promise<void> {
  const query = { contactId: _id, 'smtp.text': { $exists: true } };
  const model = database.model(touches);
  await database.run('erase.smtp', () => model.updateMany(query, { $set: { 'smtp.text': '' } }));
}

/** What somebody typed when they recorded the person's wish; cause and time stay as evidence. */
async function eraseNotes(database: MongoDatabase, rowIds: readonly RowId[]): Promise<void> {
  const query = { _id: { $in: [...rowIds] }, 'suppression.note': { $type: 'string' } } as const;
  const model = database.model(ledgerRows);
  await database.run('erase.notes', () => model.updateMany(query, { $set: { 'suppression.note': null } }));
}

/**
 * Each step is harmless when it is repeated; after a crash all of them are. Rejected lines are found by the email address
 * or an international number in them. @param contact as its first write left it: erased, with `erasing`.
 */
export async function eraseContactTraces(database: MongoDatabase, contact: ContactDocument): Promise<void> {
  await markRows(database, contact);
  await eraseReplies(database, contact);
  await eraseRejectedLines(database, contact);
  await eraseSmtpTexts(database, contact);
  const rowIds = await personRowIds(database, contact.rowId);
  await eraseNotes(database, rowIds);
  await eraseSubject(database, rowIds);
}
