// Answers for the proof that an erased person's data is in no column of any table and in no byte of the files.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { aContact } from '../support/contact.builder.js';
import { anEvent, noon } from '../support/event.builder.js';
import { anImport, aReject } from '../support/import.builder.js';
import { aSuppression } from '../support/ledger.builder.js';
import { openStorage, type Storage } from '../support/open-storage.js';

const traces = ['zelda.fitzwilliam', 'ZELDA.FITZWILLIAM', '+442079461234', 'Zelda', 'Fitzwilliam', '20 7946 1234'];
const zelda = aContact({
  email: 'zelda.fitzwilliam@acme.example',
  phone: '+442079461234',
  givenName: 'Zelda',
  familyName: 'Fitzwilliam',
});
const accountId = 'account-1' as AccountId;

describe('traces of an erased person in SQLite', () => {
  let directory: string;
  let storage: Storage;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'fairknock-erasure-'));
    storage = openStorage({ path: join(directory, 'store.db') });
  });
  afterEach(async () => {
    await storage.close();
    await rm(directory, { recursive: true });
  });

  const tracesInTables = (): string[] => {
    const { db } = storage.database;
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
    const rows = tables.flatMap((table) => db.prepare(`SELECT * FROM "${table}"`).raw().all() as unknown[][]);
    const text = rows
      .flat()
      .map((cell) => (Buffer.isBuffer(cell) ? cell.toString('latin1') : String(cell)))
      .join('\n');
    return traces.filter((trace) => text.includes(trace));
  };

  const tracesInFiles = async (): Promise<string[]> => {
    const files = await Promise.all((await readdir(directory)).map((name) => readFile(join(directory, name))));
    return traces.filter((trace) => files.some((file) => file.includes(trace)));
  };

  /** The person in the midst of others, in every table that may hold personal data. */
  const fill = async (): Promise<void> => {
    for (let number = 0; number < 40; number += 1) {
      const contact = number === 20 ? zelda : aContact({ email: `person${number}@acme.example` });
      const payload = { contactId: contact.id, email: contact.fields!.email };
      await storage.contacts.create(contact, anEvent('contact.created', { subject: contact.rowId, payload }));
    }
    const record = anImport();
    await storage.imports.create(record, anEvent());
    const lines = ['Zelda,Fitzwilliam,ZELDA.FITZWILLIAM@acme.example,+44 20 7946 1234', 'John,Doe,john@acme.example,'];
    const rejects = lines.map((line, index) => aReject(index + 2, line));
    await storage.imports.update(record, rejects, null);
    const request = { accountId, key: 'k', requestHash: 'h', at: noon, expiresAt: (noon + 9) as Instant };
    await storage.idempotency.begin(request);
    await storage.idempotency.complete(accountId, 'k', { status: 201, body: JSON.stringify(zelda) });
    const wish = aSuppression({ note: 'Zelda rang us' });
    await storage.ledger.suppressPerson({ current: zelda.rowId, older: [] }, wish, anEvent());
  };

  it('finds every trace before and none after when the person is erased [P7]', async () => {
    await fill();
    expect(tracesInTables()).toEqual(traces);
    expect(await tracesInFiles()).toEqual(traces);
    await storage.contacts.erase(zelda.id, noon, anEvent('contact.erased', { subject: zelda.rowId }));
    expect(tracesInTables()).toEqual([]);
    expect(await tracesInFiles()).toEqual([]);
    expect((await storage.contacts.list({}, null, 100)).items).toHaveLength(39);
    expect((await storage.ledger.readPerson(zelda.rowId))?.suppression).toMatchObject({
      cause: 'unsubscribe',
      note: null,
    });
  });
});
