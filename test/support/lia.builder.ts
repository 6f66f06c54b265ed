// Answers for assessments of tests: one that is in force for a year, and ways to change it.
import type { Lia, LiaBounds, LiaDraft, LiaVersion } from '../../src/ports/lia-store.port.js';
import { newId, type AccountId } from '../../src/shared/ids.js';
import type { DateOnly } from '../../src/shared/instant.js';
import { noon } from './event.builder.js';

/** As stored: what a validated input becomes. */
export function aLiaDraft(changes: Partial<LiaDraft> = {}, bounds: Partial<LiaBounds> = {}): LiaDraft {
  return {
    title: 'First contact with companies',
    type: 'cold_outreach',
    controller: {
      name: 'Sample Sender Ltd',
      postalAddress: '1 Test Street, Bristol',
      email: 'hello@sender.example',
      dpo: { name: 'Dana Officer', email: 'dpo@sender.example' },
    },
    interest: 'We want companies to learn that our courses exist.',
    interestHolder: 'own',
    purposeStatement: { en: 'We write to people in charge of training to tell them about our courses.' },
    privacyPolicyUrl: 'https://sender.example/privacy',
    bounds: {
      channels: ['email'],
      dataFields: ['email', 'jobTitle', 'organisation'],
      sourceKinds: ['company_website'],
      sourceDomains: ['acme.example'],
      countries: ['GB', 'IE'],
      targetRoles: ['Head of *', 'Training Manager'],
      maxEmails: 3,
      maxCalls: 1,
      minGapDays: 4,
      callAfterEmailDays: 2,
      retentionDays: 365,
      sendWindow: { days: [1, 2, 3, 4], from: '09:00', to: '17:30' },
      ...bounds,
    },
    processors: [{ name: 'Relay', country: 'GB', purpose: 'mail', hosts: ['relay.example'] }],
    callerNumbers: ['+441172345678'],
    ...changes,
  };
}

export function aLiaVersion(changes: Partial<LiaVersion> = {}): LiaVersion {
  return {
    version: 1,
    state: 'in_force',
    draft: aLiaDraft(),
    hash: 'sha256:00',
    createdBy: 'author' as AccountId,
    createdAt: noon,
    submittedBy: 'author' as AccountId,
    submittedAt: noon,
    approvedBy: 'approver' as AccountId,
    approvedAt: noon,
    approvalComment: null,
    nextReviewOn: '2027-06-01' as DateOnly,
    withdrawnBy: null,
    withdrawnAt: null,
    ...changes,
  };
}

export function aLia(...versions: readonly LiaVersion[]): Lia {
  return { id: newId(), revision: 1, createdAt: noon, versions: versions.length > 0 ? versions : [aLiaVersion()] };
}
