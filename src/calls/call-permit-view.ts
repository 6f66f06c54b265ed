// Answers for what a permit shows: number and script for a few minutes, and never after an objection.
import { Injectable } from '@nestjs/common';
import { inForceVersion } from '../lia/lia-state.js';
import { chooseLanguage } from '../outreach/choose-language.js';
import { findPersonRow } from '../outreach/find-person-row.js';
import { messageLanguages } from '../outreach/message-languages.js';
import { noticeInput } from '../outreach/notice-input.js';
import { Clock } from '../ports/clock.port.js';
import { ContactStore, type Contact } from '../ports/contact-store.port.js';
import { LiaStore } from '../ports/lia-store.port.js';
import type { CallPermit } from '../ports/permit-store.port.js';
import { TemplateSource } from '../ports/template-source.port.js';
import { TouchLedger } from '../ports/touch-ledger.port.js';
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
    const row = await findPersonRow(this.ledger, permit.rowId);
    if (row === null || row.suppression !== null) return null;
    const contact = await this.contacts.find(permit.contactId);
    if ((await this.ledger.closedGates(contact?.phoneKeys ?? [])).length > 0) return null;
    const phone = contact?.fields?.phone;
    const script = contact === null ? null : await this.scriptFor(contact, permit.liaId);
    return phone === undefined || script === null ? null : { phone, script };
  }

  /** The opening of the call; null where something that must be said is missing. */
  async scriptFor({ fields, sources }: Contact, liaId: LiaId): Promise<string | null> {
    const lia = await this.lias.find(liaId);
    const draft = lia === null ? undefined : inForceVersion(lia)?.draft;
    if (draft === undefined || fields === null) return null;
    const available = messageLanguages(draft, { languages: [] }, this.languages);
    const tag = chooseLanguage({ language: fields.language ?? null, country: fields.country }, available);
    const showPhone = sources.filter((source) => source.fields.includes('phone'));
    const notice = tag === null ? null : noticeInput(draft, tag, showPhone.length > 0 ? showPhone : sources);
    if (tag === null || notice === null) return null;
    const language = this.languages.find((known) => known === tag.toLowerCase().split('-')[0]) ?? tag;
    const { givenName, familyName, country } = fields;
    const slots = { country, ...(givenName ? { givenName } : {}), ...(familyName ? { familyName } : {}) };
    return renderCallScript(this.templates, { language, slots, notice });
  }
}
