// Answers for the language in which this contact is written to under this assessment and campaign.
import type { Campaign } from '../ports/campaign-store.port.js';
import type { Contact } from '../ports/contact-store.port.js';
import type { LiaDraft } from '../ports/lia-store.port.js';
import { chooseLanguage } from './choose-language.js';
import { messageLanguages } from './message-languages.js';

export interface LanguageOrder {
  readonly contact: Contact | null;
  /** Of the version in force; undefined where none is. */
  readonly draft: LiaDraft | undefined;
  readonly campaign: Pick<Campaign, 'languages'>;
}

/** @returns a language of the purpose statement, as it is spelled there; null where there is none (T5). */
export function chosenLanguage(order: LanguageOrder, supported: readonly string[]): string | null {
  const { contact, draft, campaign } = order;
  if (draft === undefined) return null;
  const fields = contact?.fields;
  const person = { language: fields?.language ?? null, country: fields?.country ?? null };
  return chooseLanguage(person, messageLanguages(draft, campaign, supported));
}
