// Answers for listing contacts: order, pages and filters.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Contact, ContactFields, ContactFilter } from '../../src/ports/contact-store.port.js';
import { newId, type ContactId, type ImportId } from '../../src/shared/ids.js';
import { aContact } from '../support/contact.builder.js';
import { anEvent, noon } from '../support/event.builder.js';
import type { StorageOpener, StoragePorts } from '../support/storage-ports.js';

export function contactListContract(open: StorageOpener): void {
  describe('list of contacts', () => {
    let storage: StoragePorts;
    let count = 0;
    beforeEach(async () => {
      storage = await open();
      count = 0;
    });
    afterEach(() => storage.close());

    const stored = async (more: Partial<ContactFields> = {}, changes: Partial<Contact> = {}): Promise<Contact> => {
      count += 1;
      const contact = aContact({ email: `person${count}@acme.example`, ...more }, changes);
      await storage.contacts.create(contact, anEvent());
      return contact;
    };

    /** Ids over all pages of this size. */
    const walk = async (filter: ContactFilter, limit: number): Promise<ContactId[][]> => {
      const pages: ContactId[][] = [];
      let cursor: ContactId | null = null;
      do {
        const page = await storage.contacts.list(filter, cursor, limit);
        pages.push(page.items.map((contact) => contact.id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return pages;
    };

    const listed = async (filter: ContactFilter): Promise<ContactId[]> => (await walk(filter, 2)).flat();
    const idsOf = (...contacts: Contact[]): ContactId[] => contacts.map((contact) => contact.id).sort();

    it.each([
      [1, [1, 1, 1, 1, 1, 1]],
      [2, [2, 2, 2]],
      [4, [4, 2]],
      [6, [6]],
      [7, [6]],
    ])('shows each contact once in the order of ids when pages hold %i', async (limit, sizes) => {
      const all = [];
      for (let number = 0; number < 6; number += 1) all.push(await stored());
      const pages = await walk({}, limit);
      expect(pages.map((page) => page.length)).toEqual(sizes);
      expect(pages.flat()).toEqual(idsOf(...all));
    });

    it('is empty without a next page when nothing fits', async () => {
      await stored();
      expect(await storage.contacts.list({ countries: ['SE'] }, null, 10)).toEqual({ items: [], nextCursor: null });
      expect(await listed({ ids: [] })).toEqual([]);
      expect(await listed({ countries: [] })).toEqual([]);
      expect(await listed({ jobTitles: [] })).toEqual([]);
    });

    it('shows each wanted contact once when more are named than one query takes', async () => {
      const contacts = [];
      for (let number = 0; number < 6; number += 1) contacts.push(await stored());
      const strangers = Array.from({ length: 1_200 }, () => newId<ContactId>());
      const ids = [...strangers, ...idsOf(...contacts), contacts[0]!.id];
      expect(await listed({ ids })).toEqual(idsOf(...contacts));
    });

    it('compares job titles without case and outer spaces when they are not ASCII [A08]', async () => {
      const one = await stored({ jobTitle: 'Leiterin Größenordnung' });
      const two = await stored({ jobTitle: ' DIRECTRICE DES ÉTUDES ' });
      await stored({ jobTitle: 'Directrice des etudes' });
      expect(await listed({ jobTitles: ['leiterin GRÖSSENORDNUNG '] })).toEqual(idsOf(one));
      expect(await listed({ jobTitles: ['LEITERIN größenordnung', 'directrice des études'] })).toEqual(idsOf(one, two));
    });

    it('requires every filter when several are given', async () => {
      const importId = 'import-1' as ImportId;
      const right = await stored({ country: 'IE' }, { importId });
      const wrong = [
        await stored({ country: 'FR' }, { importId }),
        await stored({ country: 'IE' }),
        await stored({ country: 'IE', jobTitle: 'Chef' }, { importId }),
        await stored({ country: 'IE' }, { importId, state: 'quarantined' }),
      ];
      const ids = [...wrong.map((contact) => contact.id), right.id];
      const filter = { ids, importId, countries: ['IE', 'GB'], jobTitles: ['head of learning'] };
      expect(await listed({ ...filter, state: 'contactable' })).toEqual(idsOf(right));
      expect(await listed({ importId })).toHaveLength(4);
      expect(await listed({ countries: ['IE'] })).toHaveLength(4);
      expect(await listed({ state: 'quarantined' })).toHaveLength(1);
    });

    it('shows erased contacts when their state is asked for, and then alone [P7]', async () => {
      const erased = await stored();
      const live = await stored();
      await storage.contacts.erase(erased.id, noon, anEvent());
      expect(await listed({})).toEqual(idsOf(live));
      expect(await listed({ ids: [erased.id, live.id] })).toEqual(idsOf(live));
      expect(await listed({ state: 'erased' })).toEqual(idsOf(erased));
    });
  });
}
