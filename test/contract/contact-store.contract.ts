// Answers for what every store of contacts must do: saves by revision, look-ups, pages.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Contact } from '../../src/ports/contact-store.port.js';
import type { ContactId } from '../../src/shared/ids.js';
import { aContact, phoneKeyOf, rowIdOf } from '../support/contact.builder.js';
import { anEvent, loggedCount, loggedTypes } from '../support/event.builder.js';
import type { StorageOpener, StoragePorts } from '../support/storage-ports.js';

const missing = 'no-such-contact' as ContactId;

export function contactStoreContract(open: StorageOpener): void {
  describe('contact store', () => {
    let storage: StoragePorts;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    const stored = async (contact: Contact): Promise<Contact> => {
      expect(await storage.contacts.create(contact, anEvent('contact.created'))).toBe(true);
      return contact;
    };

    it('gives back the very same contact when it was created [A10]', async () => {
      const contact = await stored(aContact({ phone: '+442079460000', familyName: 'Dœ “x” \u2028' }));
      expect(await storage.contacts.find(contact.id)).toStrictEqual(contact);
      expect(await loggedTypes(storage.auditLog)).toEqual(['contact.created']);
    });

    it('answers null, false or nothing when the contact does not exist', async () => {
      expect(await storage.contacts.find(missing)).toBeNull();
      expect(await storage.contacts.save(aContact(), anEvent())).toBe(false);
      expect(await storage.contacts.findByPerson([rowIdOf('nobody')])).toEqual([]);
      expect(await storage.contacts.findByPerson([])).toEqual([]);
      expect(await loggedCount(storage.auditLog)).toBe(0);
    });

    it('creates exactly one contact when many try with the same email key at once [case 4]', async () => {
      const tries = Array.from({ length: 20 }, () => storage.contacts.create(aContact(), anEvent('contact.created')));
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      expect(await loggedTypes(storage.auditLog)).toEqual(['contact.created']);
    });

    it('takes exactly one save when many start from the same revision [P6]', async () => {
      const contact = await stored(aContact());
      const names = Array.from({ length: 20 }, (_, number) => `Name ${number}`);
      const saves = names.map((givenName) =>
        storage.contacts.save(aContact({ givenName }, { ...ids(contact), revision: 2 }), anEvent('contact.changed')),
      );
      const won = (await Promise.all(saves)).indexOf(true);
      expect((await storage.contacts.find(contact.id))?.fields?.givenName).toBe(names[won]);
      expect(await loggedTypes(storage.auditLog)).toEqual(['contact.created', 'contact.changed']);
    });

    it('refuses a save when another live contact has the email key', async () => {
      const jane = await stored(aContact());
      const john = await stored(aContact({ email: 'john@acme.example' }));
      const taken = { ...john, revision: 2, emailKey: jane.emailKey };
      expect(await storage.contacts.save(taken, anEvent('contact.changed'))).toBe(false);
      expect(await storage.contacts.find(john.id)).toStrictEqual(john);
      expect(await loggedTypes(storage.auditLog)).toEqual(['contact.created', 'contact.created']);
    });

    it('finds by the new keys only when address and phone were changed', async () => {
      const contact = await stored(aContact({ phone: '+442079460000' }));
      const moved = aContact({ email: 'new@acme.example', phone: '+442079460001' }, { ...ids(contact), revision: 2 });
      await storage.contacts.save(moved, anEvent());
      const byPhone = (phone: string) => storage.contacts.search({ phoneKeys: [phoneKeyOf(phone)] });
      expect(await byPhone('+442079460000')).toEqual([]);
      expect(await byPhone('+442079460001')).toStrictEqual([moved]);
      expect(await storage.contacts.search({ emailKeys: [contact.emailKey!] })).toEqual([]);
      expect(await storage.contacts.findByPerson([contact.rowId])).toStrictEqual([moved]);
      expect(await storage.contacts.findByPerson([moved.emailKey!])).toStrictEqual([moved]);
    });

    it('finds a person once and at most 20 contacts when several keys fit [A12]', async () => {
      const rowId = rowIdOf('shared');
      for (let number = 0; number < 22; number += 1) {
        await stored(aContact({ email: `person${number}@acme.example` }, { rowId }));
      }
      const found = await storage.contacts.findByPerson([rowId, rowIdOf('person0@acme.example')]);
      expect(found).toHaveLength(20);
      expect(new Set(found.map((contact) => contact.id)).size).toBe(20);
    });

    it('requires every criterion when a search names several', async () => {
      const jane = await stored(aContact({ phone: '+442079460000', organisation: 'Größe & Söhne AG' }));
      await stored(aContact({ email: 'john@acme.example', phone: '+442079460000' }));
      const phoneKeys = [phoneKeyOf('+442079460000')];
      expect(await storage.contacts.search({ phoneKeys })).toHaveLength(2);
      expect(await storage.contacts.search({ phoneKeys, organisation: '  GRÖSSE & SÖHNE ag' })).toStrictEqual([jane]);
      expect(await storage.contacts.search({ phoneKeys, emailKeys: [] })).toEqual([]);
      expect(await storage.contacts.search({})).toEqual([]);
    });

    it('stops at 200 when more are found', async () => {
      const all = Array.from({ length: 205 }, (_, number) => aContact({ email: `p${number}@acme.example` }));
      await Promise.all(all.map(stored));
      expect(await storage.contacts.search({ organisation: 'acme ltd' })).toHaveLength(200);
    });
  });
}

/** What stays when a contact is saved again. */
function ids(contact: Contact): Pick<Contact, 'id' | 'rowId'> {
  return { id: contact.id, rowId: contact.rowId };
}
