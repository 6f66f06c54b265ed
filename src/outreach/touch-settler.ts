// Answers for writing down how a try ended: in the ledger, in the plan, for the later steps, for the address.
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../ports/clock.port.js';
import { ContactStore } from '../ports/contact-store.port.js';
import { KeyRing } from '../ports/key-ring.port.js';
import type { MailOutcome } from '../ports/mail-transport.port.js';
import { TouchLedger } from '../ports/touch-ledger.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import { emailKeys } from '../shared/address-keys.js';
import { parseEmail } from '../shared/canonical-email.js';
import type { Instant } from '../shared/instant.js';
import { SuppressionService } from '../suppression/suppression.service.js';
import type { Attempt } from './claim-touch.js';
import { FinishCampaign } from './finish-campaign.js';
import { LaterSteps } from './later-steps.js';
import { Persistence } from './persistence.js';
import { settlementOf, type Settlement } from './settlement-of.js';
import { touchEvent } from './touch-event.js';
import type { TouchOrder } from './touch-order.js';

/** What is settled where a claim was made, or may have been, and nothing was started under it (R3). */
const notStarted: MailOutcome = { kind: 'not_started', reply: null, startedAt: null };

@Injectable()
export class TouchSettler {
  constructor(
    private readonly ledger: TouchLedger,
    private readonly touches: TouchSchedule,
    private readonly contacts: ContactStore,
    private readonly laterSteps: LaterSteps,
    private readonly suppressions: SuppressionService,
    private readonly finishing: FinishCampaign,
    private readonly persistence: Persistence,
    private readonly keyRing: KeyRing,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Tried again until the store takes it: what the relay answered must not be lost while this process lives. */
  async settle(attempt: Attempt, heard: MailOutcome): Promise<void> {
    const { touch, campaign } = attempt.order;
    const outcome = await this.whatMayBeKept(heard, attempt.order);
    const at = this.clock.now();
    const settlement = settlementOf(outcome, touch, { at, retryFirstSeconds: this.config.smtpRetryFirstSeconds });
    const event = this.event(attempt, outcome, settlement.outcome);
    const ledgerPart = { rowId: attempt.rowId, touchId: touch.id, attempt: attempt.token, outcome: settlement.outcome };
    await this.persistence.untilDone(`Settling touch ${touch.id}`, () =>
      Promise.all([this.ledger.settleTouch(ledgerPart, event), this.changePlan(settlement, attempt.order, at)]),
    );
    if (settlement.isAddressInvalid) await this.suppressAddress(attempt.order);
    if (settlement.laterSteps !== 'leave') await this.finishing.ifDone(campaign.id);
  }

  /** A relay's words may name the person; where the data was erased meanwhile, nobody would erase them any more (P7). */
  private async whatMayBeKept(outcome: MailOutcome, { contact, touch }: TouchOrder): Promise<MailOutcome> {
    const { kind, reply } = outcome;
    if (kind === 'sent' || reply === null || contact === null) return outcome;
    const stored = await this.persistence.untilDone(`Reading the contact of touch ${touch.id}`, () =>
      this.contacts.find(contact.id),
    );
    return stored === null || stored.fields === null ? { ...outcome, reply: { ...reply, text: '' } } : outcome;
  }

  /** The later steps first: once the touch is final nobody comes back to it, not even after a crash. */
  private async changePlan(settlement: Settlement, { touch, campaign }: TouchOrder, at: Instant): Promise<void> {
    await this.laterSteps.apply(settlement.laterSteps, { touch, campaign }, at);
    await this.touches.change(touch.id, settlement.change);
  }

  /** Nothing was started, certainly: the slot is given back and the touch comes up again. */
  async abandon(attempt: Attempt): Promise<void> {
    await this.settle(attempt, notStarted);
  }

  private async suppressAddress({ contact, touch }: TouchOrder): Promise<void> {
    const email = contact?.fields?.email;
    const parsed = email === undefined ? null : parseEmail(email);
    if (contact === null || parsed === null) return;
    const address = emailKeys(this.keyRing.addressKeys, parsed.canonical);
    const wish = { cause: 'invalid', receivedAt: this.clock.now(), note: null, actor: 'system' } as const;
    await this.persistence.untilDone(`Suppressing the address of touch ${touch.id}`, () =>
      this.suppressions.suppressPerson({ ...wish, address, contactId: contact.id }),
    );
  }

  private event({ order, rowId }: Attempt, { reply, startedAt }: MailOutcome, outcome: string) {
    const at = this.clock.now();
    const refs = { outcome, ...(reply === null ? {} : { smtpCode: reply.code }) };
    const payload = { startedAt, smtpText: reply?.text ?? null };
    return { ...touchEvent('touch.settled', { touch: order.touch, at }, { refs, payload }), subject: rowId };
  }
}
