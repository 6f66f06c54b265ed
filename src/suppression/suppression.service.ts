// Answers for suppressing a person, a phone number or a domain so that the answer means: nothing starts any more (P1, O1).
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { ContactStore } from '../ports/contact-store.port.js';
import { KeyRing } from '../ports/key-ring.port.js';
import { TouchLedger } from '../ports/touch-ledger.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import { domainGateKeys, phoneGateKeys } from '../shared/address-keys.js';
import { suppressionReach } from './suppression-reach.js';
import { leaseWaitMs } from './wait-until-effective.js';
import { SuppressionSweep } from './suppression-sweep.js';
import type { SuppressionOrder, SuppressionOutcome } from './suppression-sweep.js';
import type { Contact } from '../ports/contact-store.port.js';
import type { AddressKeys } from '../shared/address-keys.js';
import { parsePhone, type CanonicalPhone } from '../shared/canonical-phone.js';
import type { GateKey } from '../shared/ids.js';

/** Every verb resolves only when its effect is certain (R10-R14); a rejection means: not acknowledged, ask again. */
@Injectable()
export class SuppressionService {
  constructor(
    private readonly ledger: TouchLedger,
    private readonly contacts: ContactStore,
    private readonly touches: TouchSchedule,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** Every channel and every address of the person; for an opt-out token the address is `{ current: rowId, older: [] }`. */
  async suppressPerson(order: SuppressionOrder & { readonly address: AddressKeys }): Promise<SuppressionOutcome> {
    return this.acknowledged((sweep) => sweep.person(order.address, order));
  }

  /** The number; and, where somebody asked to be left alone, everybody who is kept with it, on every channel (case 15). */
  async suppressPhone(order: SuppressionOrder & { readonly phone: CanonicalPhone }): Promise<SuppressionOutcome> {
    const keys = phoneGateKeys(this.keyRing.addressKeys, order.phone);
    return this.acknowledged((sweep) => this.numberAndHolders(sweep, keys, order));
  }

  /** @param order.domain canonical; every address at it and below it. */
  async suppressDomain(order: SuppressionOrder & { readonly domain: string }): Promise<SuppressionOutcome> {
    return this.acknowledged((sweep) => sweep.gate(this.domainGate(order.domain), order));
  }

  /** @param order.withPhone the wish was spoken on the contact's number. */
  async suppressContact(
    order: SuppressionOrder & { readonly contact: Contact; readonly withPhone: boolean },
  ): Promise<SuppressionOutcome> {
    return this.acknowledged(async (sweep) => {
      const outcome = await sweep.contact(order.contact, order);
      if (order.withPhone && order.contact.phoneKeys.length > 0) {
        await this.spokenNumber(sweep, order.contact, order);
      }
      return outcome;
    });
  }

  /** Several suppressions that share one wait; nothing of it is acknowledged before this resolves. */
  async acknowledged<T>(work: (sweep: SuppressionSweep) => Promise<T>): Promise<T> {
    const sweep = this.newSweep();
    const result = await work(sweep);
    await sweep.untilEffective();
    await sweep.tidy();
    return result;
  }

  /** The same without the wait: durable when it resolves. Nobody is told of it before `untilAllEffective`. */
  async unacknowledged<T>(work: (sweep: SuppressionSweep) => Promise<T>): Promise<T> {
    const sweep = this.newSweep();
    const result = await work(sweep);
    await sweep.tidy();
    return result;
  }

  /** One full wait: outlasts every lease that was taken before it began (R9). */
  async untilAllEffective(): Promise<void> {
    await this.clock.wait(leaseWaitMs(this.ledger.leaseMs));
  }

  /** The same as `suppressPhone`, within a shared wait. */
  async phoneIn(sweep: SuppressionSweep, phone: CanonicalPhone, order: SuppressionOrder): Promise<SuppressionOutcome> {
    return this.numberAndHolders(sweep, phoneGateKeys(this.keyRing.addressKeys, phone), order);
  }

  /** The gate row of the domain itself; the keys of its parents come behind and are left out. */
  domainGate(domain: string): { readonly keys: readonly GateKey[]; readonly domain: string } {
    const { addressKeys } = this.keyRing;
    return { keys: domainGateKeys(addressKeys, domain).slice(0, addressKeys.length), domain };
  }

  private newSweep(): SuppressionSweep {
    const { ledger, contacts, touches, clock } = this;
    return new SuppressionSweep({ ledger, contacts, touches, clock });
  }

  /**
   * A fixed line may be a switchboard, which must not make colleagues one person: there the number alone falls silent.
   * Any other number is a person's own: whoever is kept with it is the same person under another address (R12).
   */
  private async spokenNumber(sweep: SuppressionSweep, contact: Contact, order: SuppressionOrder): Promise<void> {
    const line = parsePhone(contact.fields?.phone ?? '')?.lineType;
    if (line === 'fixed') await sweep.gate({ keys: contact.phoneKeys, domain: null }, order);
    else await this.numberAndHolders(sweep, contact.phoneKeys, order);
  }

  private async numberAndHolders(
    sweep: SuppressionSweep,
    keys: readonly GateKey[],
    order: SuppressionOrder,
  ): Promise<SuppressionOutcome> {
    const outcome = await sweep.gate({ keys, domain: null }, order);
    if (suppressionReach[order.cause] === 'person') await sweep.holdersOf(keys, order);
    return outcome;
  }
}
