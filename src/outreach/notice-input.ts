// Answers for the facts of the notice block: who writes, why, and where the data came from (GDPR Article 14).
import type { Source } from '../ports/contact-store.port.js';
import type { LiaDraft } from '../ports/lia-store.port.js';
import type { NoticeInput } from '../rendering/message-input.js';

/** @returns null where the purpose statement or any source is missing. */
export function noticeInput(draft: LiaDraft, language: string, sources: readonly Source[]): NoticeInput | null {
  const purposeStatement = draft.purposeStatement[language];
  const source = sourceToName(sources);
  if (purposeStatement === undefined || source === null) return null;
  const { name, postalAddress, email, phone, website, dpo, regulator } = draft.controller;
  return {
    controller: {
      name,
      postalAddress,
      email,
      phone: phone ?? null,
      website: website ?? null,
      dpo,
      regulator: regulator ?? null,
    },
    interest: draft.interest,
    purposeStatement,
    privacyPolicyUrl: draft.privacyPolicyUrl,
    source: {
      kind: source.kind,
      url: source.url,
      capturedAt: source.capturedAt,
      isPublic: source.visibility === 'public',
      publishedBy: source.publishedBy,
    },
  };
}

/** The source of the address that is written to, the latest capture first; else the latest of any. */
function sourceToName(sources: readonly Source[]): Source | null {
  const latestFirst = [...sources].sort((a, b) => b.capturedAt - a.capturedAt);
  return latestFirst.find((source) => source.fields.includes('email')) ?? latestFirst[0] ?? null;
}
