// Answers for ending a conflict of two ledger rows: a person says that they are one and the same (R0, R22).
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { ContactStore, type Contact } from '../ports/contact-store.port.js';
import { TouchLedger } from '../ports/touch-ledger.port.js';
import { InputError, notFound } from '../shared/errors.js';
import type { ContactId, RowId } from '../shared/ids.js';
import { contactEvent, type Act } from './contact-event.js';

const maxRounds = 20;

interface RowMerger {
  readonly merged: readonly RowId[];
  readonly staying: RowId;
}

@Injectable()
export class MergePersonService {
  constructor(
    private readonly contacts: ContactStore,
    private readonly ledger: TouchLedger,
    private readonly clock: Clock,
  ) {}

  /**
   * Joins the rows one by one, then points every contact of them to the row that stays; only then is the contact free
   * again. Idempotent, also after a crash in between.
   * @throws InputError NOT_FOUND, CONTACT_ERASED, CONFLICT
   */
  async merge(id: ContactId, actor: string): Promise<Contact> {
    const contact = await this.find(id);
    if (contact.conflictingRowIds.length === 0) return contact;
    const act = { actor, at: this.clock.now() };
    const rowIds = [contact.rowId, ...contact.conflictingRowIds];
    const staying = await this.joinRows(rowIds, id, act);
    for (const other of await this.contacts.findByPerson(rowIds))
      await this.repoint(other.id, { merged: rowIds, staying }, act);
    return this.find(id);
  }

  private async find(id: ContactId): Promise<Contact> {
    const contact = await this.contacts.find(id);
    if (contact === null) throw notFound(`contact ${id}`);
    if (contact.state === 'erased') throw new InputError('CONTACT_ERASED', `contact ${id} was erased`);
    return contact;
  }

  private async joinRows(rowIds: readonly RowId[], id: ContactId, act: Act): Promise<RowId> {
    const [first, ...others] = rowIds;
    if (first === undefined) throw new TypeError('a contact has a row');
    let staying = first;
    for (const other of others) {
      const event = contactEvent('contact.merged', { id, rowId: staying }, act);
      staying = await this.ledger.mergePersons([staying, other], event);
    }
    return staying;
  }

  private async repoint(id: ContactId, { merged, staying }: RowMerger, act: Act): Promise<void> {
    for (let round = 0; round < maxRounds; round += 1) {
      const contact = await this.find(id);
      const next: Contact = {
        ...contact,
        revision: contact.revision + 1,
        rowId: merged.includes(contact.rowId) ? staying : contact.rowId,
        conflictingRowIds: contact.conflictingRowIds.filter((rowId) => !merged.includes(rowId)),
        updatedAt: act.at,
      };
      if (await this.contacts.save(next, contactEvent('contact.updated', next, act))) return;
    }
    throw new InputError('CONFLICT', `contact ${id} is being changed by many at the same time; try again`);
  }
}
