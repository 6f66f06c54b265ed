// Answers for whether an audience is said one way only and names nobody and nothing that does not exist.
import { Injectable } from '@nestjs/common';
import type { CampaignAudience } from '../ports/campaign-store.port.js';
import { ContactStore } from '../ports/contact-store.port.js';
import { ImportStore } from '../ports/import-store.port.js';
import { InputError, invalidField } from '../shared/errors.js';
import type { ContactId } from '../shared/ids.js';
import { audiencePages } from './audience-pages.js';
import type { AudienceDto } from './campaign.dto.js';

/** More would only hide the pattern. */
const maxErrors = 20;

@Injectable()
export class AudienceCheck {
  constructor(
    private readonly contacts: ContactStore,
    private readonly imports: ImportStore,
  ) {}

  /** @throws InputError INVALID_INPUT */
  form({ contactIds, filter }: AudienceDto): void {
    if ((contactIds ?? null) === null ? (filter ?? null) === null : (filter ?? null) !== null) {
      throw invalidField('audience', 'must have exactly one of contactIds and filter');
    }
  }

  /** @throws InputError INVALID_INPUT */
  async exists(audience: CampaignAudience): Promise<void> {
    if (audience.contactIds !== undefined) await this.contactsExist(audience.contactIds);
    const importId = audience.filter?.importId;
    if (importId !== undefined && (await this.imports.find(importId)) === null) {
      throw invalidField('audience.filter.importId', 'does not exist');
    }
  }

  private async contactsExist(ids: readonly ContactId[]): Promise<void> {
    const found = new Set<ContactId>();
    for await (const page of audiencePages(this.contacts, { contactIds: ids })) {
      for (const contact of page) found.add(contact.id);
    }
    const message = 'does not exist, or was erased';
    const errors = ids
      .map((id, index) => ({ id, field: `audience.contactIds[${index}]`, code: 'NOT_FOUND', message }))
      .filter(({ id }) => !found.has(id))
      .slice(0, maxErrors)
      .map(({ field, code }) => ({ field, code, message }));
    if (errors.length === 0) return;
    throw new InputError('INVALID_INPUT', 'The audience names contacts that do not exist', errors);
  }
}
