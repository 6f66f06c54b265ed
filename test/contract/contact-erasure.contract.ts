// Answers for what an erasure of a contact must leave behind: an empty row, digests, and no data of the person.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Contact } from '../../src/ports/contact-store.port.js';
import { newId, type AccountId, type ContactId, type RowId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { aCampaign, aTouch } from '../support/campaign.builder.js';
import { aContact, phoneKeyOf, rowIdOf } from '../support/contact.builder.js';
import { anEvent, loggedCount, loggedTypes, noon } from '../support/event.builder.js';
import { anImport, aReject } from '../support/import.builder.js';
import { aPermit } from '../support/permit.builder.js';
import type { StorageOpener, StoragePorts } from '../support/storage-ports.js';

const account = 'account-1' as AccountId;
const expiresAt = (noon + 1000) as Instant;

export function contactErasureContract(open: StorageOpener): void {
  describe('erasure of a contact', () => {
    let storage: StoragePorts;
    let jane: Contact;
    beforeEach(async () => {
      storage = await open();
      jane = aContact({ phone: '+442079460000' }, { conflictingRowIds: [rowIdOf('other')] });
      const event = anEvent('contact.created', { subject: jane.rowId, payload: { contactId: jane.id } });
      await storage.contacts.create(jane, event);
    });
    afterEach(() => storage.close());

    const eraseJane = (at = noon): Promise<boolean> => {
      const event = anEvent('contact.erased', { subject: jane.rowId, payload: { contactId: jane.id } });
      return storage.contacts.erase(jane.id, at, event);
    };

    it('leaves an empty row with its ids when a contact is erased [P7]', async () => {
      const at = (noon + 5) as Instant;
      expect(await eraseJane(at)).toBe(true);
      expect(await storage.contacts.find(jane.id)).toStrictEqual({
        ...jane,
        revision: 2,
        state: 'erased',
        fields: null,
        sources: [],
        emailKey: null,
        phoneKeys: [],
        updatedAt: at,
      });
    });

    it('is found by no key when a contact is erased [P7]', async () => {
      await eraseJane();
      const { contacts } = storage;
      expect(await contacts.findByPerson([jane.rowId])).toEqual([]);
      expect(await contacts.search({ emailKeys: [jane.rowId] })).toEqual([]);
      expect(await contacts.search({ phoneKeys: [phoneKeyOf('+442079460000')] })).toEqual([]);
      expect(await contacts.search({ organisation: 'Acme Ltd' })).toEqual([]);
    });

    it('remembers every row of the person when a contact is erased [P7]', async () => {
      expect(await storage.contacts.wasErased(jane.rowId)).toBe(false);
      await eraseJane();
      expect(await storage.contacts.wasErased(jane.rowId)).toBe(true);
      expect(await storage.contacts.wasErased(rowIdOf('other'))).toBe(true);
      expect(await storage.contacts.wasErased(rowIdOf('somebody'))).toBe(false);
    });

    it('remembers the person under the row that stays when rows are merged afterwards [R22]', async () => {
      // The smaller id stays, so that the erased row is the one that goes.
      const ids = [jane.rowId, '0'.repeat(64) as RowId];
      for (const current of ids) await storage.ledger.resolvePerson([{ current, older: [] }]);
      await eraseJane();
      const stays = await storage.ledger.mergePersons([ids[0]!, ids[1]!], anEvent('person.merged'));
      expect(stays).not.toBe(jane.rowId);
      expect(await storage.contacts.wasErased(stays)).toBe(true);
      expect(await storage.contacts.wasErased(jane.rowId)).toBe(true);
    });

    it('does nothing more when it is repeated or the contact does not exist', async () => {
      const results = await Promise.all(Array.from({ length: 10 }, () => eraseJane()));
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(await storage.contacts.erase('nobody' as ContactId, noon, anEvent())).toBe(false);
      expect(await loggedTypes(storage.auditLog)).toEqual(['contact.created', 'contact.erased']);
      expect((await storage.contacts.find(jane.id))?.revision).toBe(2);
    });

    it('destroys the payloads of all leaves of the person when a contact is erased [P7]', async () => {
      await storage.auditLog.catchUp();
      expect(await storage.auditLog.payload(0)).toEqual({ contactId: jane.id });
      await eraseJane();
      expect(await loggedCount(storage.auditLog)).toBe(2);
      expect(await storage.auditLog.payload(0)).toBeNull();
      expect(await storage.auditLog.payload(1)).toBeNull();
    });

    it('refuses a save that was begun before when a contact is erased meanwhile [P7]', async () => {
      await eraseJane();
      expect(await storage.contacts.save({ ...jane, revision: 2 }, anEvent())).toBe(false);
      expect(await storage.contacts.save({ ...jane, revision: 3 }, anEvent())).toBe(false);
      expect((await storage.contacts.find(jane.id))?.fields).toBeNull();
    });

    it('empties refused lines of imports that hold the address or the number when a contact is erased [P7]', async () => {
      const record = anImport();
      await storage.imports.create(record, anEvent());
      const rejects = [
        aReject(2, 'Jane,"Jane.Doe+x@ACME.example",Head of Learning'),
        aReject(3, 'Jane;+44 (0) 20 7946 0000;Head of Learning'),
        aReject(4, 'John,john@acme.example,Head of Learning'),
      ];
      await storage.imports.update(record, rejects, null);
      await eraseJane();
      const kept = await storage.imports.rejects(record.id, 0, 10);
      expect(kept.map((reject) => [reject.line, reject.record])).toEqual([
        [2, ''],
        [3, ''],
        [4, 'John,john@acme.example,Head of Learning'],
      ]);
    });

    it('forgets kept replies that name the person when a contact is erased [P7]', async () => {
      const permit = aPermit({ contactId: jane.id });
      await storage.permits.create(permit, anEvent());
      const bodies = {
        byId: { id: jane.id },
        byEmail: { email: 'jane.doe@acme.example' },
        byPhone: { phone: '+442079460000' },
        byPermit: { id: permit.id, script: 'Hello Jane' },
        other: { id: newId(), email: 'john@acme.example' },
      };
      const request = (key: string) => ({ accountId: account, key, requestHash: 'h', at: noon, expiresAt });
      for (const [key, body] of Object.entries(bodies)) {
        await storage.idempotency.begin(request(key));
        await storage.idempotency.complete(account, key, { status: 201, body: JSON.stringify(body) });
      }
      await eraseJane();
      const kinds = await Promise.all(Object.keys(bodies).map((key) => storage.idempotency.begin(request(key))));
      expect(kinds.map((state) => state.kind)).toEqual(['new', 'new', 'new', 'new', 'replay']);
    });

    it('takes no new contact of an erased person, even where the caller looked before the erasure [P7]', async () => {
      await eraseJane();
      const late = { ...jane, id: newId<Contact['id']>(), revision: 1 };
      const before = await loggedCount(storage.auditLog);
      expect(await storage.contacts.create(late, anEvent('contact.created'))).toBe(false);
      expect(await storage.contacts.find(late.id)).toBeNull();
      expect(await loggedCount(storage.auditLog)).toBe(before);
    });

    it('keeps the code and forgets the text of SMTP replies when a contact is erased [P7]', async () => {
      const campaign = aCampaign();
      await storage.campaigns.create(campaign, anEvent());
      const [hers, his] = [aTouch(campaign.id, jane.id), aTouch(campaign.id, 'john')];
      await storage.touches.plan([hers, his]);
      for (const touch of [hers, his]) {
        await storage.touches.change(touch.id, { state: 'blocked', smtp: { code: 550, text: 'no jane.doe here' } });
      }
      await eraseJane();
      expect((await storage.touches.find(hers.id))?.smtp).toEqual({ code: 550, text: '' });
      expect((await storage.touches.find(his.id))?.smtp).toEqual({ code: 550, text: 'no jane.doe here' });
    });
  });
}
