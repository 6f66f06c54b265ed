// Answers for the proof that an erased person's data is nowhere in MongoDB, also where the erasing process died half-way.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ResumeRunner } from '../../src/adapters/storage-mongo/resume-runner.js';
import { newId, type AccountId, type ContactId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { aCampaign, aTouch } from '../support/campaign.builder.js';
import { aContact, rowIdOf } from '../support/contact.builder.js';
import { dying, dyingEverywhere } from '../support/dying-steps.js';
import { anEvent, loggedTypes, noon } from '../support/event.builder.js';
import { anImport, aReject } from '../support/import.builder.js';
import { aSuppression } from '../support/ledger.builder.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { tracesIn } from '../support/mongo-traces.js';
import { openMongoStorage, type MongoStorage } from '../support/open-mongo-storage.js';

const traces = ['zelda.fitzwilliam', 'ZELDA.FITZWILLIAM', '+442079461234', 'Zelda', 'Fitzwilliam', '20 7946 1234'];
const zelda = aContact(
  {
    email: 'zelda.fitzwilliam@acme.example',
    phone: '+442079461234',
    givenName: 'Zelda',
    familyName: 'Fitzwilliam',
  },
  { conflictingRowIds: [rowIdOf('other')] },
);
const accountId = 'account-1' as AccountId;

let server: MongoServer;
beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());

/** The person beside another one, in every collection that may hold personal data; some leaves numbered, some waiting. */
async function fill(storage: MongoStorage): Promise<void> {
  const john = aContact({ email: 'john@acme.example' });
  for (const contact of [john, zelda]) {
    const payload = { contactId: contact.id, email: contact.fields!.email };
    await storage.contacts.create(contact, anEvent('contact.created', { subject: contact.rowId, payload }));
  }
  await storage.auditLog.catchUp();
  const record = anImport();
  await storage.imports.create(record, anEvent());
  const lines = ['Zelda,Fitzwilliam,ZELDA.FITZWILLIAM@acme.example,+44 20 7946 1234', 'John,Doe,john@acme.example,'];
  const rejects = lines.map((line, index) => aReject(index + 2, line));
  await storage.imports.update(record, rejects, null);
  const request = { accountId, key: 'k', requestHash: 'h', at: noon, expiresAt: (noon + 9) as Instant };
  await storage.idempotency.begin(request);
  await storage.idempotency.complete(accountId, 'k', { status: 201, body: JSON.stringify(zelda) });
  const touch = aTouch(aCampaign().id, zelda.id);
  await storage.touches.plan([touch]);
  await storage.touches.change(touch.id, { state: 'blocked', smtp: { code: 550, text: 'no zelda.fitzwilliam here' } });
  const wish = aSuppression({ note: 'Zelda rang us' });
  await storage.ledger.suppressPerson({ current: zelda.rowId, older: [] }, wish, anEvent());
}

const erase = ({ contacts }: MongoStorage): Promise<boolean> => {
  const payload = { contactId: zelda.id, email: zelda.fields!.email };
  return contacts.erase(zelda.id, noon, anEvent('contact.erased', { subject: zelda.rowId, payload }));
};

async function expectErased(storage: MongoStorage): Promise<void> {
  expect(await tracesIn(storage.database, traces)).toEqual([]);
  const kept = await storage.contacts.list({}, null, 100);
  expect(kept.items.map((contact) => contact.fields?.email)).toEqual(['john@acme.example']);
  expect(await storage.contacts.wasErased(zelda.rowId)).toBe(true);
  expect(await storage.contacts.wasErased(rowIdOf('other'))).toBe(true);
  const again = { ...zelda, id: newId<ContactId>() };
  expect(await storage.contacts.create(again, anEvent())).toBe(false);
  const types = await loggedTypes(storage.auditLog);
  expect(types.filter((type) => type === 'contact.erased')).toHaveLength(1);
  expect([await storage.auditLog.payload(0), await storage.auditLog.payload(1)]).toEqual([
    expect.objectContaining({ email: 'john@acme.example' }),
    null,
  ]);
}

describe('traces of an erased person in MongoDB', () => {
  it('are in every collection before and nowhere after when the person is erased [P7]', async () => {
    const storage = await openMongoStorage(server);
    await fill(storage);
    expect(await tracesIn(storage.database, traces)).toEqual(traces);
    expect(await erase(storage)).toBe(true);
    await expectErased(storage);
    const row = await storage.ledger.readPerson(zelda.rowId);
    expect(row?.suppression).toMatchObject({ cause: 'unsubscribe', note: null });
    await storage.close();
  });

  it('are removed by whichever process lives, or by a repeat, when the process died between any two commands of the erasure [P7]', async () => {
    const places = await dyingEverywhere(async (steps, count) => {
      const dead = await openMongoStorage(server, { steps });
      await fill(dead);
      const hasDied = await dying(steps, count, () => erase(dead));
      const storage = await openMongoStorage(server, { databaseName: dead.databaseName });
      const shown = await storage.contacts.find(zelda.id);
      // Shown as it was, or as erased: nothing in between.
      const whole = shown?.state === 'erased' ? ['erased', null] : [zelda.state, zelda.fields];
      expect([shown?.state, shown?.fields]).toEqual(whole);
      if (shown?.state === 'erased' && count % 2 === 0) await new ResumeRunner(storage.database).look();
      else await erase(storage);
      await expectErased(storage);
      await Promise.all([dead.close(), storage.close()]);
      return hasDied;
    });
    expect(places).toEqual(expect.arrayContaining(['erase.first', 'erase.mark', 'erase.log', 'erase.last']));
  }, 120_000);
});
