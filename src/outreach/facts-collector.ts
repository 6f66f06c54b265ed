// Answers for reading everything the gate may look at, at the moment of the question; nothing here decides.
import { Injectable } from '@nestjs/common';
import type { CallFacts, Facts, MessageFacts, PersonFacts } from '../gate/facts.js';
import { inForceVersion } from '../lia/lia-state.js';
import { Clock } from '../ports/clock.port.js';
import { KeyRing } from '../ports/key-ring.port.js';
import { MailTransport } from '../ports/mail-transport.port.js';
import { ScreeningStore } from '../ports/screening-store.port.js';
import { TouchLedger, type PersonRow } from '../ports/touch-ledger.port.js';
import { MessageRenderer } from '../rendering/render-message.js';
import { parsePhone } from '../shared/canonical-phone.js';
import { dateOf, type Instant } from '../shared/instant.js';
import { chosenLanguage } from './chosen-language.js';
import { contactFacts } from './contact-facts.js';
import { findPersonRow } from './find-person-row.js';
import { liaFacts } from './lia-facts.js';
import { rowFacts } from './person-facts.js';
import type { Question } from './question.js';
import { stepSlots } from './step-slots.js';
import { touchGates } from './touch-gates.js';

@Injectable()
export class FactsCollector {
  constructor(
    private readonly ledger: TouchLedger,
    private readonly screenings: ScreeningStore,
    private readonly keyRing: KeyRing,
    private readonly transport: MailTransport,
    private readonly renderer: MessageRenderer,
    private readonly clock: Clock,
  ) {}

  /**
   * @param at the moment that is asked about, for what depends on the date; now where it is left out.
   * @throws whatever the stores throw: a fact that cannot be read is no fact, and nothing is sent (P9).
   */
  async collect(question: Question, at: Instant = this.clock.now()): Promise<Facts> {
    const { channel, contact, lia, campaign, schedule } = question;
    return {
      channel,
      contact: contact === null ? null : contactFacts(contact),
      person: await this.personFacts(question),
      lia: lia === null ? null : liaFacts(lia, dateOf(at)),
      campaign:
        campaign === null ? null : { id: campaign.id, state: campaign.state, targetRoles: campaign.targetRoles },
      message: this.messageFacts(question),
      call: channel === 'call' ? await this.callFacts(question) : null,
      schedule,
    };
  }

  private async personFacts(question: Question): Promise<PersonFacts> {
    const { contact, channel } = question;
    const row = await this.personRow(question);
    const gates = touchGates(question, this.keyRing.addressKeys);
    const closed = await this.ledger.closedGates([...gates.keys()]);
    return {
      ...rowFacts(row, channel),
      closedGates: [...new Set(closed.flatMap((key) => gates.get(key) ?? []))],
      // A contact whose row is gone cannot be counted: held like one whose addresses disagree.
      isInConflict: contact !== null && (contact.conflictingRowIds.length > 0 || row === null),
    };
  }

  private async personRow({ contact, address }: Question): Promise<PersonRow | null> {
    if (contact !== null) return findPersonRow(this.ledger, contact.rowId);
    return address === undefined ? null : this.ledger.findPerson(address);
  }

  private messageFacts({ channel, contact, lia, campaign, step }: Question): MessageFacts | null {
    const template = step === null ? undefined : campaign?.steps[step];
    if (channel !== 'email' || campaign === null || template === undefined) return null;
    const draft = lia === null ? undefined : inForceVersion(lia)?.draft;
    return {
      ...stepSlots(template),
      language: chosenLanguage({ contact, draft, campaign }, this.renderer.supportedLanguages),
      senderDomain: domainOf(campaign.sender.address),
      relayHost: this.transport.relayHost,
    };
  }

  private async callFacts({ contact, callerNumber }: Question): Promise<CallFacts> {
    const caller = callerNumber === null ? null : parsePhone(callerNumber);
    const keys = contact?.phoneKeys ?? [];
    const screenings = keys.length === 0 ? [] : await this.screenings.latest(keys);
    return {
      callerNumber: caller?.phone ?? null,
      callerLineType: caller?.lineType ?? null,
      screenings: screenings.map(({ register, result, screenedAt }) => ({ register, result, screenedAt })),
    };
  }
}

function domainOf(address: string): string | null {
  return address.includes('@') ? address.slice(address.lastIndexOf('@') + 1).toLowerCase() : null;
}
