// Answers for the proof that no contact of an erased person comes to be on MongoDB, wherever creation and erasure meet or die.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contacts } from '../../src/adapters/storage-mongo/schemas/contacts.schema.js';
import type { Contact } from '../../src/ports/contact-store.port.js';
import { newId } from '../../src/shared/ids.js';
import { aContact } from '../support/contact.builder.js';
import { dying, dyingEverywhere } from '../support/dying-steps.js';
import { anEvent, loggedTypes, noon } from '../support/event.builder.js';
import { HeldSteps, type Moment } from '../support/held-steps.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoStorage, type MongoStorage } from '../support/open-mongo-storage.js';
import { latestOf } from '../support/scripted-steps.js';

let server: MongoServer;
beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());

const jane = aContact();
/** Another contact of the same person, under another address. */
const second = aContact({ email: 'jane@home.example' }, { rowId: jane.rowId });

describe('creation beside an erasure on MongoDB', () => {
  let steps: HeldSteps;
  let storage: MongoStorage;
  /** A second process on the same data, which nothing holds. */
  let other: MongoStorage;
  beforeEach(async () => {
    steps = new HeldSteps();
    storage = await openMongoStorage(server, { steps });
    other = await openMongoStorage(server, { databaseName: storage.databaseName });
    await other.contacts.create(jane, anEvent('contact.created'));
  });
  afterEach(() => Promise.all([storage.close(), other.close()]));

  const erase = (by: MongoStorage) => by.contacts.erase(jane.id, noon, anEvent('contact.erased'));
  const create = (by: MongoStorage, contact: Contact) => by.contacts.create(contact, anEvent('contact.created'));
  /** What was begun and never shown holds no data. */
  const documents = () => other.database.model(contacts).countDocuments({ state: { $ne: 'pending' } });

  it.each<Moment>(['after contact.begin', 'before contact.marks', 'after contact.marks', 'before contact.show'])(
    'comes to nothing when the person is erased while the creation stands still %s [P7]',
    async (moment) => {
      const held = steps.stopAt(moment);
      const creating = create(storage, second);
      await held.reached;
      expect(await other.contacts.find(second.id)).toBeNull();
      expect(await other.contacts.findByPerson([second.rowId])).toEqual([jane]);
      expect(await erase(other)).toBe(true);
      held.release();
      expect(await creating).toBe(false);
      expect(await other.contacts.findByPerson([second.rowId])).toEqual([]);
      expect(await documents()).toBe(1);
      expect(await loggedTypes(other.auditLog)).toEqual(['contact.created', 'contact.erased']);
    },
  );

  it('comes to nothing when its first insert, sent twice, reaches the server once more behind the erasure [P7]', async () => {
    const begin = latestOf(storage.database, 'contact.begin');
    const held = steps.stopAt('before contact.show');
    const creating = create(storage, second);
    await held.reached;
    expect(await erase(other)).toBe(true);
    await begin.again();
    held.release();
    expect(await creating).toBe(false);
    expect(await other.contacts.find(second.id)).toBeNull();
    expect(await other.contacts.findByPerson([second.rowId])).toEqual([]);
    expect(await create(other, second)).toBe(false);
    expect(await loggedTypes(other.auditLog)).toEqual(['contact.created', 'contact.erased']);
  });

  it.each<Moment>([
    'after erase.first',
    'before erase.mark',
    'after erase.mark',
    'after erase.begun',
    'after erase.notes',
    'before erase.last',
    'after erase.last',
  ])('is refused under the same address when the erasure stands still %s [P7]', async (moment) => {
    const held = steps.stopAt(moment);
    const erasing = erase(storage);
    await held.reached;
    const again = { ...jane, id: newId<Contact['id']>() };
    expect(await create(other, again)).toBe(false);
    expect((await other.contacts.find(jane.id))?.state).toBe('erased');
    held.release();
    expect(await erasing).toBe(true);
    expect(await create(other, again)).toBe(false);
    expect(await documents()).toBe(1);
  });

  it('is erased as it was saved last when somebody saves between the look and the first write [P7]', async () => {
    const held = steps.stopAt('before erase.first');
    const erasing = erase(storage);
    await held.reached;
    const saved = { ...jane, revision: 2, fields: { ...jane.fields!, familyName: 'Doe' } };
    expect(await other.contacts.save(saved, anEvent('contact.changed'))).toBe(true);
    held.release();
    expect(await erasing).toBe(true);
    expect(await other.contacts.find(jane.id)).toMatchObject({ state: 'erased', revision: 3, fields: null });
  });
});

describe('a creation that dies on MongoDB', () => {
  it.each([
    ['the same id', jane.id],
    ['another id', newId<Contact['id']>()],
  ])(
    'leaves nothing seen and stands in nobody’s way when it is tried again under %s [P6]',
    async (_, id) => {
      const places = await dyingEverywhere(async (steps, count) => {
        const dead = await openMongoStorage(server, { steps });
        const hasDied = await dying(steps, count, () => dead.contacts.create(jane, anEvent('contact.created')));
        const storage = await openMongoStorage(server, { databaseName: dead.databaseName });
        const isThere = (await storage.contacts.find(jane.id)) !== null;
        expect(isThere).toBe(!hasDied);
        expect(await storage.contacts.create({ ...jane, id }, anEvent('contact.created'))).toBe(hasDied);
        expect((await storage.contacts.list({}, null, 10)).items).toHaveLength(1);
        expect(await loggedTypes(storage.auditLog)).toEqual(['contact.created']);
        await Promise.all([dead.close(), storage.close()]);
        return hasDied;
      });
      expect(places).toEqual(expect.arrayContaining(['contact.begin', 'contact.marks', 'contact.show']));
    },
    60_000,
  );
});
