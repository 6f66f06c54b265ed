// Answers for taking one contact in: a new one, or merged into the one that the person has already (R0, P7, P8).
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../ports/audit-log.port.js';
import { Clock } from '../ports/clock.port.js';
import { ContactStore, type Contact, type ContactField, type ContactFields } from '../ports/contact-store.port.js';
import { KeyRing } from '../ports/key-ring.port.js';
import { TouchLedger, type Resolution } from '../ports/touch-ledger.port.js';
import { InputError } from '../shared/errors.js';
import { newId, type ContactId, type ImportId, type RowId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';
import { contactEvent } from './contact-event.js';
import { allKeys, keysOfEmail, lookUpKeys } from './contact-keys.js';
import { contactStateOf } from './contact-state-of.js';
import type { CoveringLia } from './lia-in-force.js';
import { earliestCapture, mergeContact } from './merge-contact.js';
import { minimiseContact, type GivenFields, type MinimisedContact, type RawContact } from './minimise-contact.js';
import { newSources, type SourceFieldName } from './new-sources.js';
import type { RawSource } from './fields/read-source.js';

export interface StoreRequest {
  readonly raw: RawContact;
  readonly sources: readonly RawSource[];
  readonly sourceField: SourceFieldName;
  readonly lia: CoveringLia;
  readonly actor: string;
  readonly importId: ImportId | null;
  /** Id for a new contact, where the caller must recognise it again. */
  readonly contactId?: ContactId;
}

export interface StoreResult {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly contact: Contact;
  /** Known fields that were given and are not stored. */
  readonly dropped: readonly string[];
}

type LiveContact = Contact & { readonly fields: ContactFields };
type Incoming = StoreRequest & { readonly now: Instant; readonly data: MinimisedContact; readonly email: string };

/** Concurrent writers of one person settle within a few rounds; each round loses only to one that won. */
const maxRounds = 50;

@Injectable()
export class StoreContactService {
  constructor(
    private readonly contacts: ContactStore,
    private readonly ledger: TouchLedger,
    private readonly auditLog: AuditLog,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @throws InputError INVALID_INPUT, FIELD_NOT_ASSESSED, CONTACT_ERASED */
  async store(request: StoreRequest): Promise<StoreResult> {
    const incoming = this.read(request);
    const address = keysOfEmail(this.keyRing.addressKeys, incoming.email);
    const resolution = await this.ledger.resolvePerson([address]);
    for (let round = 0; round < maxRounds; round += 1) {
      const found = await this.findLive(allKeys(address), resolution);
      const result = found === null ? await this.create(incoming, resolution) : await this.update(incoming, found);
      if (result !== null) {
        await this.reportDropped(incoming, result);
        return result;
      }
    }
    throw new InputError('CONFLICT', 'this person is being changed by many at the same time; try again');
  }

  /** Everything about the input that can be wrong is found before anything is written. */
  private read(request: StoreRequest): Incoming {
    const now = this.clock.now();
    const { dataFields } = request.lia.version.draft.bounds;
    const data = minimiseContact(request.raw, { allowed: dataFields, stored: null });
    const { email } = data.fields;
    if (email === undefined) throw new InputError('INVALID_INPUT', 'email is missing');
    const incoming = { ...request, now, data, email };
    this.sourcesOf(incoming, data.fields, data.fields);
    return incoming;
  }

  private sourcesOf(incoming: Incoming, given: GivenFields, known: GivenFields) {
    return newSources(incoming.sources, {
      given: Object.keys(given) as ContactField[],
      known: Object.keys(known) as ContactField[],
      now: incoming.now,
      nameOf: incoming.sourceField,
    });
  }

  /** The contact that holds this address, else one of the same person. */
  private async findLive(keys: readonly RowId[], resolution: Resolution): Promise<LiveContact | null> {
    const rowIds = resolution.kind === 'row' ? [resolution.rowId] : resolution.rowIds;
    const found = await this.contacts.findByPerson([...keys, ...rowIds]);
    const holder = found.find((contact) => contact.emailKey !== null && keys.includes(contact.emailKey)) ?? found[0];
    return holder === undefined || holder.fields === null ? null : { ...holder, fields: holder.fields };
  }

  private async create(incoming: Incoming, resolution: Resolution): Promise<StoreResult | null> {
    const { now, data, lia, importId, email } = incoming;
    const rowIds = resolution.kind === 'row' ? [resolution.rowId] : resolution.rowIds;
    const [rowId, ...conflictingRowIds] = rowIds;
    if (rowId === undefined) throw new TypeError('a person has at least one row');
    await this.refuseErased(rowIds);
    const { subscriberType = 'unknown', country, ...others } = data.fields;
    if (country === undefined) throw new InputError('INVALID_INPUT', 'country is missing');
    const fields: ContactFields = { ...others, email, country, subscriberType };
    const sources = this.sourcesOf(incoming, fields, fields);
    const contact: Contact = {
      id: incoming.contactId ?? newId<ContactId>(),
      revision: 1,
      state: contactStateOf(null, fields, sources),
      rowId,
      conflictingRowIds,
      fields,
      sources,
      ...lookUpKeys(this.keyRing.addressKeys, fields),
      liaId: lia.id,
      importId,
      obtainedAt: earliestCapture(sources, now),
      createdAt: now,
      updatedAt: now,
    };
    const event = this.event('contact.created', incoming, { contact, changed: Object.keys(fields) });
    const isCreated = await this.contacts.create(contact, event);
    return isCreated ? { outcome: 'created', contact, dropped: data.dropped } : null;
  }

  private async update(incoming: Incoming, stored: LiveContact): Promise<StoreResult | null> {
    const { now, data, lia } = incoming;
    // An earlier address of the person tells nothing new, and may have become somebody else's: it is recognised, and
    // nothing of the line is written over what is known under the present address.
    const keys: readonly (RowId | null)[] = allKeys(keysOfEmail(this.keyRing.addressKeys, incoming.email));
    if (!keys.includes(stored.emailKey)) {
      return { outcome: 'unchanged', contact: stored, dropped: data.dropped };
    }
    // The address as it is kept stays: another spelling is no news.
    const fields = withoutEmail(data.fields);
    const known = { ...withoutEmail(stored.fields), ...data.fields };
    const sources = this.sourcesOf(incoming, data.fields, known);
    const allowed = lia.version.draft.bounds.dataFields;
    const merged = mergeContact(stored, { fields, cleared: [], sources, allowed });
    const dropped = [...new Set([...data.dropped, ...merged.removed])];
    const importId = incoming.importId ?? stored.importId;
    if (!merged.isChanged && importId === stored.importId && lia.id === stored.liaId) {
      return { outcome: 'unchanged', contact: stored, dropped };
    }
    const contact: Contact = {
      ...stored,
      revision: stored.revision + 1,
      state: merged.state,
      fields: merged.fields,
      sources: merged.sources,
      ...lookUpKeys(this.keyRing.addressKeys, merged.fields),
      liaId: lia.id,
      importId,
      obtainedAt: merged.obtainedAt,
      updatedAt: now,
    };
    const event = this.event('contact.updated', incoming, { contact, changed: merged.changed });
    if (!(await this.contacts.save(contact, event))) return null;
    return { outcome: merged.isChanged ? 'updated' : 'unchanged', contact, dropped };
  }

  /** Read after no live contact was found, so that an erasure that ends in between is seen. */
  private async refuseErased(rowIds: readonly RowId[]): Promise<void> {
    for (const rowId of rowIds) {
      if (await this.contacts.wasErased(rowId)) {
        throw new InputError('CONTACT_ERASED', 'this person had their data erased and is not taken in again');
      }
    }
  }

  private event(
    type: 'contact.created' | 'contact.updated',
    { actor, now, importId, lia }: Incoming,
    { contact, changed }: { readonly contact: Contact; readonly changed: readonly string[] },
  ) {
    const refs = {
      liaId: lia.id,
      liaVersion: lia.version.version,
      sourceCount: contact.sources.length,
      ...(importId === null ? {} : { importId }),
    };
    return contactEvent(type, contact, { actor, at: now, refs, payload: { fields: changed } });
  }

  /** In an import whole columns are dropped, and reported once by the import itself. */
  private async reportDropped(
    { actor, now, importId, lia }: Incoming,
    { contact, dropped }: StoreResult,
  ): Promise<void> {
    if (dropped.length === 0 || importId !== null) return;
    const refs = { code: 'FIELD_NOT_ASSESSED', liaId: lia.id, liaVersion: lia.version.version };
    await this.auditLog.append([
      contactEvent('contact.field_dropped', contact, { actor, at: now, refs, payload: { fields: [...dropped] } }),
    ]);
  }
}

function withoutEmail(fields: GivenFields): GivenFields {
  const others = { ...fields };
  delete others.email;
  return others;
}
