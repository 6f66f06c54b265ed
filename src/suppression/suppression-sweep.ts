// Answers for writing one suppression to every row that belongs to it, and for knowing what must be waited for (R10-R12, R14, R22).
import { newId } from '../shared/ids.js';
import { toIso } from '../shared/instant.js';
import { suppressionReach } from './suppression-reach.js';
import { waitUntilEffective } from './wait-until-effective.js';
import type { Clock } from '../ports/clock.port.js';
import type { Contact, ContactStore } from '../ports/contact-store.port.js';
import type {
  NewSuppression,
  Suppression,
  SuppressionCause,
  SuppressResult,
  TouchLedger,
} from '../ports/touch-ledger.port.js';
import type { TouchSchedule } from '../ports/touch-schedule.port.js';
import type { AddressKeys } from '../shared/address-keys.js';
import type { AuditEvent } from '../shared/audit-leaf.js';
import type { AttemptToken, ContactId, GateKey, RowId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

/** Why, since when and by whom; the same for every row that it reaches. */
export interface SuppressionOrder {
  readonly cause: SuppressionCause;
  readonly receivedAt: Instant;
  readonly note: string | null;
  /** `account:<id>`, `recipient`, `operator` (a command on the machine itself) or `system`. */
  readonly actor: string;
  readonly contactId?: ContactId;
}

export interface SuppressionOutcome {
  readonly suppression: Suppression;
  /** False where one stood already. */
  readonly isNew: boolean;
}

export interface SweepStores {
  readonly ledger: TouchLedger;
  readonly contacts: ContactStore;
  readonly touches: TouchSchedule;
  readonly clock: Clock;
}

/** One or many suppressions that are acknowledged together: commit by commit, then one wait after the last (R12). */
export class SuppressionSweep {
  private readonly contacts = new Set<ContactId>();
  private readonly rows = new Set<RowId>();
  private readonly attempts = new Set<AttemptToken>();
  private needsFullWait = false;

  constructor(private readonly stores: SweepStores) {}

  /** Suppresses the person of this address, then reads what else belongs to the person and suppresses that (R12). */
  async person(address: AddressKeys, order: SuppressionOrder): Promise<SuppressionOutcome> {
    const named = await this.suppressRow(address, order);
    const open = await this.relatedRows(named, [address.current, ...address.older], order);
    const done = new Set<RowId>([named.rowId]);
    for (let rowId = open.pop(); rowId !== undefined; rowId = open.pop()) {
      if (done.has(rowId)) continue;
      done.add(rowId);
      const next = await this.suppressRow({ current: rowId, older: [] }, order);
      done.add(next.rowId);
      open.push(...(await this.relatedRows(next, [], order)));
    }
    return { suppression: named.suppression, isNew: named.isNew };
  }

  /** Closes the gate row of a phone number or domain; that always needs one full wait (R14). */
  async gate(
    gate: { readonly keys: readonly GateKey[]; readonly domain: string | null },
    order: SuppressionOrder,
  ): Promise<SuppressionOutcome> {
    this.needsFullWait = true;
    const type = gate.domain === null ? 'phone.suppressed' : 'domain.suppressed';
    const asked = newSuppression(order, gate.domain);
    return this.stores.ledger.closeGate(gate.keys, asked, this.event(type, asked, order));
  }

  /** Everybody who is kept with one of these numbers: a spoken wish may come from any of them (O1, case 15). */
  async holdersOf(phoneKeys: readonly GateKey[], order: SuppressionOrder): Promise<void> {
    if (phoneKeys.length === 0) return;
    for (const contact of await this.stores.contacts.search({ phoneKeys })) await this.contact(contact, order);
  }

  async contact(contact: Contact, order: SuppressionOrder): Promise<SuppressionOutcome> {
    const own = { ...order, contactId: contact.id };
    this.contacts.add(contact.id);
    const outcome = await this.person({ current: contact.rowId, older: [] }, own);
    const others = suppressionReach[order.cause] === 'person' ? contact.conflictingRowIds : [];
    for (const rowId of others) {
      if (!this.rows.has(rowId)) await this.person({ current: rowId, older: [] }, own);
    }
    return outcome;
  }

  /** Resolves when all of it is effective: no SMTP transaction to these people starts any more. Call it after the last write. */
  async untilEffective(): Promise<void> {
    const { attempts, rows, needsFullWait } = this;
    await waitUntilEffective({ attempts, rowIds: [...rows], needsFullWait }, this.stores.ledger, this.stores.clock);
  }

  /** Takes the people's open touches out of the plan; the ledger would refuse them anyway. */
  async tidy(): Promise<void> {
    for (const id of this.contacts) await this.stores.touches.cancelForContact(id, this.stores.clock.now());
  }

  private async suppressRow(address: AddressKeys, order: SuppressionOrder): Promise<SuppressResult> {
    const asked = newSuppression(order, null);
    // The ledger names the row as the leaf's subject: only it knows which one the address leads to.
    const event = this.event('person.suppressed', asked, order);
    const result = await this.stores.ledger.suppressPerson(address, asked, event);
    this.rows.add(result.rowId);
    for (const attempt of result.inFlight) this.attempts.add(attempt);
    return result;
  }

  /** Read after the commit, never before: else what joins the person in between is missed (R12). */
  private async relatedRows(
    { rowId, mergedInto }: SuppressResult,
    pointers: readonly RowId[],
    order: SuppressionOrder,
  ): Promise<RowId[]> {
    const contacts = await this.stores.contacts.findByPerson([rowId, ...pointers]);
    for (const contact of contacts) this.contacts.add(contact.id);
    const row = await this.stores.ledger.readPerson(rowId);
    // A merge carries what is in flight as `unknown`: its lease may still run (R22).
    if (row?.touches.some((touch) => touch.state === 'unknown') === true) this.needsFullWait = true;
    const others =
      suppressionReach[order.cause] === 'person'
        ? contacts.flatMap((contact) => [contact.rowId, ...contact.conflictingRowIds])
        : [];
    // From the first step of a merger on, where others may not go on yet: what was carried before must be met there (R22).
    return [...others, ...[mergedInto, row?.mergedInto].filter((next) => next != null)];
  }

  private event(type: string, asked: NewSuppression, order: SuppressionOrder): AuditEvent {
    return {
      id: newId(),
      type,
      at: this.stores.clock.now(),
      actor: order.actor,
      refs: { suppressionId: asked.id, cause: order.cause, receivedAt: toIso(order.receivedAt) },
      payload: { contactId: order.contactId, note: order.note, domain: asked.domain },
    };
  }
}

function newSuppression(order: SuppressionOrder, domain: string | null): NewSuppression {
  return { id: newId(), cause: order.cause, receivedAt: order.receivedAt, note: order.note, domain };
}
