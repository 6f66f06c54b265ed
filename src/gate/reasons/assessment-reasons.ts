// Answers for the reasons that lie in the assessment (LIA) and in the sources of the data.
import type { ReasonEntries } from './reason-entry.js';

export const assessmentReasons = {
  LIA_NOT_IN_FORCE: {
    effect: 'block',
    message: 'The assessment is not in force ({state})',
    citation: 'GDPR Art. 5(2), 6(1)(f)',
    fix: 'Have the assessment approved',
  },
  LIA_OVERDUE: {
    effect: 'block',
    message: 'The review of the assessment is overdue',
    citation: 'GDPR Art. 5(2), 24(1)',
    fix: 'Review the assessment and have it approved again',
  },
  LIA_REVIEW_DUE: {
    effect: 'hold',
    message: 'A wider form of the assessment waits for its review',
    citation: 'GDPR Art. 5(2), 24(1)',
    fix: 'Approve or drop the open draft of the assessment',
  },
  CHANNEL_NOT_ASSESSED: {
    effect: 'block',
    message: 'The assessment does not cover {channel}',
    citation: 'GDPR Art. 5(1)(b), 5(2)',
    fix: 'Widen the channels of the assessment',
  },
  COUNTRY_NOT_ASSESSED: {
    effect: 'block',
    message: 'The assessment does not cover {country}',
    citation: 'GDPR Art. 5(2)',
    fix: 'Widen the countries of the assessment',
  },
  SOURCE_NOT_ASSESSED: {
    effect: 'block',
    message: 'The assessment does not cover the source of: {fields}',
    citation: 'GDPR Art. 5(1)(a), 5(2)',
    fix: 'Name a source that the assessment covers, or widen its source kinds and domains',
  },
  FIELD_NOT_ASSESSED: {
    effect: 'block',
    message: 'The assessment does not cover these stored fields: {fields}',
    citation: 'GDPR Art. 5(1)(c)',
    fix: 'Remove the fields from the contact, or widen the data fields of the assessment',
  },
  RETENTION_ENDED: {
    effect: 'block',
    message: 'The data is held for longer than the assessment allows',
    citation: 'GDPR Art. 5(1)(e)',
    fix: 'Erase the contact',
  },
  SOURCE_MISSING: {
    effect: 'hold',
    message: 'No source is on record for: {fields}',
    citation: 'GDPR Art. 5(1)(a), 14(2)(f)',
    fix: 'Add the public page that shows these fields',
  },
  SOURCE_NOT_PUBLIC: {
    effect: 'block',
    message: 'No public source shows: {fields}',
    citation: 'GDPR Art. 5(1)(a), 6(1)(f); CNIL SAN-2024-020 (KASPR)',
    fix: 'Add a source that everybody can see without a login, if there is one',
  },
  NO_SOLICITATION: {
    effect: 'block',
    message: 'The source says that advertising is not wanted',
    citation: 'GDPR Art. 6(1)(f), 21(2)',
    fix: null,
  },
  ART14_OVERDUE: {
    effect: 'block',
    message: 'The data was obtained a month ago or longer, and the person was not told yet',
    citation: 'GDPR Art. 14(3)(a)',
    fix: 'Erase the contact',
  },
} as const satisfies ReasonEntries;
