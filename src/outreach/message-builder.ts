// Answers for putting together what a message is made of: the LIA's notice, the person's slots, the opt-out link.
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { inForceVersion } from '../lia/lia-state.js';
import type { Campaign } from '../ports/campaign-store.port.js';
import { Clock } from '../ports/clock.port.js';
import type { Contact, ContactFields } from '../ports/contact-store.port.js';
import { KeyRing } from '../ports/key-ring.port.js';
import type { Lia } from '../ports/lia-store.port.js';
import type { MessageInput, PersonSlots, RenderedMessage } from '../rendering/message-input.js';
import { MessageRenderer } from '../rendering/render-message.js';
import { makeOptOutToken } from '../shared/opt-out-token.js';
import { chosenLanguage } from './chosen-language.js';
import { noticeInput } from './notice-input.js';

export interface MessageOrder {
  readonly contact: Contact;
  readonly lia: Lia;
  readonly campaign: Campaign;
  /** From 0. */
  readonly step: number;
  /** With angle brackets. */
  readonly messageId: string;
}

@Injectable()
export class MessageBuilder {
  constructor(
    private readonly renderer: MessageRenderer,
    private readonly keyRing: KeyRing,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @returns null where something mandatory is missing: no version in force, no language, no source, an erased person. */
  build(order: MessageOrder): RenderedMessage | null {
    const input = this.input(order);
    return input === null ? null : this.renderer.render(input);
  }

  private input({ contact, lia, campaign, step, messageId }: MessageOrder): MessageInput | null {
    const { fields, rowId } = contact;
    const template = campaign.steps[step];
    const draft = inForceVersion(lia)?.draft;
    if (fields === null || template === undefined || draft === undefined) return null;
    const tag = chosenLanguage({ contact, draft, campaign }, this.renderer.supportedLanguages);
    const notice = tag === null ? null : noticeInput(draft, tag, contact.sources);
    if (tag === null || notice === null) return null;
    const language = this.templateLanguage(tag);
    return {
      step: { subject: template.subject, html: template.html, text: template.text },
      language,
      slots: personSlots(fields),
      notice,
      optOutUrl: `${this.config.publicUrl}/u/${makeOptOutToken(this.keyRing.tokenKeys, { rowId, language })}`,
      from: { name: campaign.sender.name, address: campaign.sender.address },
      replyTo: campaign.sender.replyTo,
      to: { name: personName(fields), address: fields.email },
      messageId,
      date: this.clock.now(),
    };
  }

  /** A purpose statement in `de-AT` is framed by the `de` templates. */
  private templateLanguage(tag: string): string {
    const known = this.renderer.supportedLanguages;
    const wanted = [tag.toLowerCase(), tag.toLowerCase().split('-')[0]];
    return known.find((language) => wanted.includes(language.toLowerCase())) ?? tag;
  }
}

function personSlots(fields: ContactFields): PersonSlots {
  const { givenName, familyName, jobTitle, organisation, country } = fields;
  return {
    country,
    ...(givenName === undefined ? {} : { givenName }),
    ...(familyName === undefined ? {} : { familyName }),
    ...(jobTitle === undefined ? {} : { jobTitle }),
    ...(organisation === undefined ? {} : { organisation }),
  };
}

function personName({ givenName, familyName }: ContactFields): string | null {
  const name = [givenName, familyName].filter((part) => part !== undefined).join(' ');
  return name === '' ? null : name;
}
