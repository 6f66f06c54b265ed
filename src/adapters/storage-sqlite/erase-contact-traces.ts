// Answers for what an erasure removes beside the contact itself (Art. 17): every other place that could hold its data.
import type { Contact } from '../../ports/contact-store.port.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { personRowsQuery } from './person-rows-query.js';
import { rejectKeys } from '../../shared/reject-keys.js';

/** Ids and addresses of the person as they may stand inside a kept reply. */
function needles(database: SqliteDatabase, contact: Contact): string[] {
  const permits = database.prepare('SELECT id FROM permits WHERE contact_id = ?').all(contact.id) as { id: string }[];
  const { email, phone } = contact.fields ?? {};
  return [contact.id, email, email?.toLowerCase(), phone, ...permits.map((permit) => permit.id)]
    .filter((text) => text !== undefined)
    .map((text) => JSON.stringify(text).slice(1, -1));
}

function eraseReplies(database: SqliteDatabase, contact: Contact): void {
  const sql = `DELETE FROM idempotency WHERE body IS NOT NULL AND EXISTS
               (SELECT 1 FROM json_each(?) AS needle WHERE instr(body, needle.value) > 0)`;
  database.prepare(sql).run(JSON.stringify(needles(database, contact)));
}

function eraseRejectedLines(database: SqliteDatabase, contact: Contact): void {
  const keys = JSON.stringify(rejectKeys(`${contact.fields?.email ?? ''},${contact.fields?.phone ?? ''}`));
  const lines = database
    .prepare('SELECT import_id, line FROM import_reject_keys WHERE key IN (SELECT value FROM json_each(?))')
    .all(keys) as { import_id: string; line: number }[];
  for (const { import_id: importId, line } of lines) {
    database.prepare("UPDATE import_rejects SET record = '' WHERE import_id = ? AND line = ?").run(importId, line);
    database.prepare('DELETE FROM import_reject_keys WHERE import_id = ? AND line = ?').run(importId, line);
  }
}

/** A mail server may repeat a name in its reply; the code is enough as evidence. */
function eraseSmtpTexts(database: SqliteDatabase, contact: Contact): void {
  const sql = "UPDATE touches SET smtp = json_set(smtp, '$.text', '') WHERE contact_id = ? AND smtp IS NOT NULL";
  database.prepare(sql).run(contact.id);
}

/** What somebody typed when they recorded the person's wish; cause and time stay as evidence. */
function eraseNotes(database: SqliteDatabase, { rowId }: Contact): void {
  const sql = `WITH RECURSIVE ${personRowsQuery} UPDATE suppressions SET note = NULL WHERE id IN
    (SELECT suppression_id FROM ledger_rows JOIN person ON ledger_rows.id = person.id)`;
  database.prepare(sql).run({ rowId });
}

/** Inside the transaction of the erasure. Rejected lines are found by the email address or an international number in them. */
export function eraseContactTraces(database: SqliteDatabase, contact: Contact): void {
  database.prepare('DELETE FROM contact_phone_keys WHERE contact_id = ?').run(contact.id);
  for (const rowId of [contact.rowId, ...contact.conflictingRowIds]) {
    database.prepare('INSERT INTO erased_rows VALUES (?) ON CONFLICT DO NOTHING').run(rowId);
  }
  eraseReplies(database, contact);
  eraseRejectedLines(database, contact);
  eraseSmtpTexts(database, contact);
  eraseNotes(database, contact);
}
