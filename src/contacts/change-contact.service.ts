// Answers for correcting a stored contact (Article 16), the change of its address included (R0, R13).
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { ContactStore, type Contact, type ContactField, type ContactFields } from '../ports/contact-store.port.js';
import { KeyRing } from '../ports/key-ring.port.js';
import { TouchLedger } from '../ports/touch-ledger.port.js';
import { InputError, invalidField, notFound } from '../shared/errors.js';
import type { ContactId, RowId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';
import { contactEvent } from './contact-event.js';
import { allKeys, keysOfEmail, lookUpKeys } from './contact-keys.js';
import type { RawSource } from './fields/read-source.js';
import { LiaInForce, type CoveringLia } from './lia-in-force.js';
import { mergeContact } from './merge-contact.js';
import { contactFieldNames, minimiseContact, type RawContact } from './minimise-contact.js';
import { jsonSourceField, newSources } from './new-sources.js';

export interface ChangeRequest {
  readonly id: ContactId;
  /** Null takes a field away; absent leaves it. */
  readonly raw: RawContact;
  readonly sources: readonly RawSource[];
  readonly actor: string;
}

type LiveContact = Contact & { readonly fields: ContactFields };
type PersonRows = Pick<Contact, 'rowId' | 'conflictingRowIds'>;

const maxRounds = 20;
const keptFields: ReadonlySet<ContactField> = new Set(['email', 'country', 'subscriberType']);

@Injectable()
export class ChangeContactService {
  constructor(
    private readonly contacts: ContactStore,
    private readonly ledger: TouchLedger,
    private readonly lias: LiaInForce,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @throws InputError NOT_FOUND, CONTACT_ERASED, FIELD_NOT_ASSESSED, INVALID_INPUT, CONFLICT */
  async change(request: ChangeRequest): Promise<Contact> {
    for (let round = 0; round < maxRounds; round += 1) {
      const stored = await this.findLive(request.id);
      const lia = await this.lias.latestApproved(stored.liaId);
      const now = this.clock.now();
      const merged = this.merged(stored, request, { lia, now });
      const rows = await this.personRows(stored, merged.fields.email);
      if (!merged.isChanged && rows === stored) return stored;
      const next = this.next(stored, { merged, rows, now });
      const payload = { fields: merged.changed };
      const refs = { liaId: lia.id, liaVersion: lia.version.version, sourceCount: next.sources.length };
      const event = contactEvent('contact.updated', next, { actor: request.actor, at: now, refs, payload });
      if (await this.contacts.save(next, event)) return next;
    }
    throw new InputError('CONFLICT', `contact ${request.id} is being changed by many at the same time; try again`);
  }

  private async findLive(id: ContactId): Promise<LiveContact> {
    const contact = await this.contacts.find(id);
    if (contact === null) throw notFound(`contact ${id}`);
    if (contact.fields === null) throw new InputError('CONTACT_ERASED', `contact ${id} was erased`);
    return { ...contact, fields: contact.fields };
  }

  private merged(stored: LiveContact, request: ChangeRequest, { lia, now }: { lia: CoveringLia; now: Instant }) {
    const allowed = lia.version.draft.bounds.dataFields;
    const cleared = clearedFields(request.raw);
    const rest = Object.fromEntries(
      Object.entries(stored.fields).filter(([field]) => !cleared.includes(field as ContactField)),
    );
    const { fields, dropped } = minimiseContact(request.raw, { allowed, stored: rest as ContactFields });
    if (dropped.length > 0) throw notAssessed(dropped);
    const known = Object.keys({ ...rest, ...fields }) as ContactField[];
    const given = Object.keys(fields) as ContactField[];
    const sources = newSources(request.sources, {
      // Sources that come alone speak for what is stored.
      given: given.length > 0 ? given : known,
      known,
      now,
      nameOf: jsonSourceField,
    });
    return mergeContact(stored, { fields, cleared, sources, allowed });
  }

  /** Both addresses are one person's from here on; where each has a row of its own the contact is held (R0). */
  private async personRows(stored: LiveContact, email: string): Promise<PersonRows> {
    const keys = this.keyRing.addressKeys;
    const [before, after] = [keysOfEmail(keys, stored.fields.email), keysOfEmail(keys, email)];
    if (before.current === after.current) return stored;
    const holders = await this.contacts.findByPerson(allKeys(after));
    if (holders.some((contact) => contact.id !== stored.id && contact.emailKey === after.current)) {
      throw new InputError('CONFLICT', 'another contact has this email address already', [
        { field: 'email', code: 'ADDRESS_TAKEN', message: 'email belongs to another contact' },
      ]);
    }
    // Before the contact is saved: an address is not sendable until the ledger knows whose it is (R13).
    // The row itself stands for the old address: one that led to somebody else was never this person's.
    const person = { current: stored.rowId, older: [] };
    const resolution = await this.ledger.resolvePerson([person, after]);
    if (resolution.kind === 'row') return { rowId: resolution.rowId, conflictingRowIds: [] };
    const rowId = (await this.ledger.findPerson(person))?.id ?? stored.rowId;
    const conflictingRowIds = resolution.rowIds.filter((id: RowId) => id !== rowId);
    await this.refuseErased(conflictingRowIds);
    return { rowId, conflictingRowIds };
  }

  /** Whoever had their data erased does not come back as somebody's new address either (P7). */
  private async refuseErased(rowIds: readonly RowId[]): Promise<void> {
    const wereErased = await Promise.all(rowIds.map((rowId) => this.contacts.wasErased(rowId)));
    if (!wereErased.includes(true)) return;
    throw new InputError('CONTACT_ERASED', 'the person with this address had their data erased', [
      { field: 'email', code: 'CONTACT_ERASED', message: 'email belongs to somebody whose data was erased' },
    ]);
  }

  private next(
    stored: LiveContact,
    { merged, rows, now }: { merged: ReturnType<typeof mergeContact>; rows: PersonRows; now: Instant },
  ): Contact {
    return {
      ...stored,
      revision: stored.revision + 1,
      state: merged.state,
      rowId: rows.rowId,
      conflictingRowIds: rows.conflictingRowIds,
      fields: merged.fields,
      sources: merged.sources,
      ...lookUpKeys(this.keyRing.addressKeys, merged.fields),
      obtainedAt: merged.obtainedAt,
      updatedAt: now,
    };
  }
}

function clearedFields(raw: RawContact): readonly ContactField[] {
  const cleared = contactFieldNames.filter((field) => raw[field] === null || raw[field]?.trim() === '');
  const kept = cleared.find((field) => keptFields.has(field));
  if (kept !== undefined) throw invalidField(kept, 'cannot be taken away', 'MISSING');
  return cleared;
}

function notAssessed(fields: readonly string[]): InputError {
  const errors = fields.map((field) => ({
    field,
    code: 'FIELD_NOT_ASSESSED',
    message: `${field} is not covered by the assessment`,
  }));
  return new InputError('FIELD_NOT_ASSESSED', errors.map((error) => error.message).join('; '), errors);
}
