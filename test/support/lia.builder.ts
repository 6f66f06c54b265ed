// Answers for assessments of tests.
import type { Lia, LiaDraft } from '../../src/ports/lia-store.port.js';
import { newId, type AccountId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { noon } from './event.builder.js';

const draft: LiaDraft = {
  title: 'Cold contact: courses',
  type: 'cold_outreach',
  controller: {
    name: 'Courses Ltd',
    postalAddress: '1 Test Street, Bristol',
    email: 'hello@courses.example',
    dpo: { name: 'Dana Officer', email: 'dpo@courses.example' },
  },
  interest: 'Companies shall know our courses.',
  interestHolder: 'own',
  purposeStatement: { en: 'We write about courses.', de: 'Wir schreiben über Kurse.' },
  privacyPolicyUrl: 'https://courses.example/privacy',
  bounds: {
    channels: ['email'],
    dataFields: ['email', 'givenName'],
    sourceKinds: ['company_website'],
    countries: ['GB'],
    targetRoles: [],
    maxEmails: 3,
    maxCalls: 0,
    minGapDays: 4,
    callAfterEmailDays: 0,
    retentionDays: 365,
    sendWindow: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' },
  },
  processors: [],
  callerNumbers: [],
};

/** One draft version, created so many milliseconds after noon. */
export function aLia(afterMs = 0): Lia {
  const author = 'account-1' as AccountId;
  const createdAt = (noon + afterMs) as Instant;
  const nobody = { submittedBy: null, submittedAt: null, approvedBy: null, approvedAt: null, approvalComment: null };
  const open = { ...nobody, nextReviewOn: null, withdrawnBy: null, withdrawnAt: null };
  const version = {
    version: 1,
    state: 'draft',
    draft,
    hash: 'sha256:00',
    createdBy: author,
    createdAt,
    ...open,
  } as const;
  return { id: newId(), revision: 1, createdAt, versions: [version] };
}
