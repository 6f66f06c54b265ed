// Answers for what `fairknock bench` decides and renders: one allowed email to a British company.
import type { Facts } from '../gate/facts.js';
import type { MessageInput } from '../rendering/message-input.js';
import type { DateOnly, Instant } from '../shared/instant.js';

/** Tuesday, 24 November 2026, 10:00 in London. */
export const sampleMoment = Date.UTC(2026, 10, 24, 10) as Instant;
const fields = ['email', 'givenName', 'jobTitle', 'organisation'] as const;
const source = { kind: 'company_website', publishedBy: 'employer', capturedAt: sampleMoment } as const;

export const sampleFacts: Facts = {
  channel: 'email',
  contact: {
    ...{
      state: 'contactable',
      country: 'GB',
      phoneCountry: null,
      phoneLineType: null,
      hasEmail: true,
      hasPhone: false,
    },
    ...{ mailboxKind: 'named', timeZone: 'Europe/London', language: 'en', subscriberType: 'corporate' },
    ...{ hasCompanyNumber: true, jobTitle: 'Head of Learning', storedFields: fields, obtainedAt: sampleMoment },
    sources: [
      { ...source, visibility: 'public', noSolicitation: false, hasEvidence: true, domain: 'acme.example', fields },
    ],
  },
  person: {
    ...{ suppression: null, closedGates: [], isInConflict: false, usedCount: 0 },
    ...{ lastTouchAt: null, firstDeliveredEmailAt: null },
  },
  lia: {
    ...{ id: 'bench', version: 1, state: 'in_force', nextReviewOn: '2027-06-30' as DateOnly, languages: ['en'] },
    ...{ hasPostalAddress: true, hasControllerContact: true, callerNumbers: [], processorHosts: ['*'] },
    bounds: {
      ...{ channels: ['email'], dataFields: fields, sourceKinds: ['company_website'], countries: ['GB'] },
      ...{ targetRoles: ['Head of *'], maxEmails: 3, maxCalls: 1, minGapDays: 4, callAfterEmailDays: 0 },
      ...{ retentionDays: 365, sendWindow: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' } },
    },
  },
  campaign: { id: 'bench', state: 'running', targetRoles: [] },
  message: { hasNotice: true, hasOptOut: true, language: 'en', senderDomain: 'us.example', relayHost: 'mx.example' },
  ...{ call: null, schedule: null },
};

export const sampleMessage: MessageInput = {
  step: {
    subject: 'Courses for {{organisation}}',
    html: '<p>Good day {{givenName}}</p>{{> notice}}{{> optOut}}',
    text: 'Good day {{givenName}}\n\n{{> notice}}\n\n{{> optOut}}\n',
  },
  language: 'en',
  slots: { givenName: 'Ada', jobTitle: 'Head of Learning', organisation: 'Acme Ltd', country: 'GB' },
  notice: {
    controller: {
      ...{ name: 'Us Ltd', postalAddress: '1 High Street, Leeds', email: 'hello@us.example', phone: null },
      ...{ website: null, dpo: { name: 'Officer', email: 'dpo@us.example' }, regulator: null },
    },
    interest: 'to tell companies about our courses',
    purposeStatement: 'We write to people in charge of training to tell them about our courses.',
    privacyPolicyUrl: 'https://us.example/privacy',
    source: { ...source, url: 'https://acme.example/team', isPublic: true },
  },
  optOutUrl: 'https://us.example/u/token',
  ...{ from: { name: 'Us', address: 'hello@us.example' }, replyTo: null },
  to: { name: 'Ada', address: 'ada@acme.example' },
  ...{ messageId: '<bench@us.example>', date: sampleMoment },
};
