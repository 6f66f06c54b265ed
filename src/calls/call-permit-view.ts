// Answers for what a permit shows: number and script for a few minutes, and never after an objection.
import { Injectable } from '@nestjs/common';
import { inForceVersion } from '../lia/lia-state.js';
import { chooseLanguage } from '../outreach/choose-language.js';
import { findPersonRow } from '../outreach/find-person-row.js';
import { messageLanguages } from '../outreach/message-languages.js';
import { noticeInput } from '../outreach/notice-input.js';
import { Clock } from '../ports/clock.port.js';
import { ContactStore, type Contact, type ContactFields } from '../ports/contact-store.port.js';
import { LiaStore } from '../ports/lia-store.port.js';
import type { CallPermit } from '../ports/permit-store.port.js';
import { TemplateSource } from '../ports/template-source.port.js';
import { TouchLedger } from '../ports/touch-ledger.port.js';
import type { PersonSlots } from '../rendering/message-input.js';
import { renderCallScript } from '../rendering/render-call-script.js';
import type { LiaId } from '../shared/ids.js';
import { toIso } from '../shared/instant.js';
import type { CallPermitDto } from './call-permit.dto.js';

@Injectable()
export class CallPermitView {
  private readonly languages: readonly string[];

  constructor(
    private readonly contacts: ContactStore,
    private readonly lias: LiaStore,
    private readonly ledger: TouchLedger,
    private readonly templates: TemplateSource,
    private readonly clock: Clock,
  ) {
    this.languages = templates.list('call').flatMap((name) => /^script\.(.+)\.hbs$/.exec(name)?.[1] ?? []);
  }

  async show(permit: CallPermit): Promise<CallPermitDto> {
    const open = await this.openCall(permit);
    return {
      id: permit.id,
      phone: open?.phone ?? null,
      expiresAt: toIso(permit.expiresAt),
      script: open?.script ?? null,
      outcome: permit.outcome,
    };
  }

  /** Null once the time is over, an outcome is known, the person objected, or anything the caller must say is missing. */
  private async openCall(permit: CallPermit): Promise<{ phone: string; script: string } | null> {
    if (permit.outcome !== null || this.clock.now() >= permit.expiresAt) return null;
    const contact = await this.contacts.find(permit.contactId);
    const phone = contact?.fields?.phone;
    if (contact === null || phone === undefined || (await this.isSilenced(permit, contact))) return null;
    const script = await this.scriptFor(contact, permit.liaId);
    return script === null ? null : { phone, script };
  }

  private async isSilenced(permit: CallPermit, contact: Contact): Promise<boolean> {
    const row = await findPersonRow(this.ledger, permit.rowId);
    if (row === null || row.suppression !== null) return true;
    return (await this.ledger.closedGates(contact.phoneKeys)).length > 0;
  }

  /** The opening of the call; null where something that must be said is missing. */
  async scriptFor(contact: Contact, liaId: LiaId): Promise<string | null> {
    const lia = await this.lias.find(liaId);
    const draft = lia === null ? undefined : inForceVersion(lia)?.draft;
    const { fields } = contact;
    if (draft === undefined || fields === null) return null;
    const available = messageLanguages(draft, { languages: [] }, this.languages);
    const tag = chooseLanguage({ language: fields.language ?? null, country: fields.country }, available);
    const notice = tag === null ? null : noticeInput(draft, tag, sourcesOfPhone(contact));
    if (tag === null || notice === null) return null;
    const language = this.languages.find((known) => known === tag.toLowerCase().split('-')[0]) ?? tag;
    return renderCallScript(this.templates, { language, slots: nameSlots(fields), notice });
  }
}

/** Those that show the number; where none says so, all. */
function sourcesOfPhone({ sources }: Contact): Contact['sources'] {
  const showPhone = sources.filter((source) => source.fields.includes('phone'));
  return showPhone.length > 0 ? showPhone : sources;
}

function nameSlots({ givenName, familyName, country }: ContactFields): PersonSlots {
  return {
    country,
    ...(givenName === undefined ? {} : { givenName }),
    ...(familyName === undefined ? {} : { familyName }),
  };
}
