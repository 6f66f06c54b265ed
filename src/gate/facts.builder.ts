// Answers for facts to test with: by default an email to a named person at a British company, allowed in every respect.
import type { Instant } from '../shared/instant.js';
import type {
  CallFacts,
  CampaignFacts,
  ContactFacts,
  Facts,
  LiaFacts,
  MessageFacts,
  PersonFacts,
  SourceFacts,
} from './facts.js';

/** Fields that differ from the default; a part that is null is null in the facts. */
export interface FactsOverrides {
  readonly contact?: Partial<ContactFacts> | null;
  readonly person?: Partial<PersonFacts>;
  readonly lia?: (Partial<Omit<LiaFacts, 'bounds'>> & { readonly bounds?: Partial<LiaFacts['bounds']> }) | null;
  readonly campaign?: Partial<CampaignFacts> | null;
  readonly message?: Partial<MessageFacts> | null;
  readonly call?: Partial<CallFacts> | null;
  readonly schedule?: Facts['schedule'];
}

/** RFC 3339 text as an instant. */
export function at(text: string): Instant {
  const value = Date.parse(text);
  if (Number.isNaN(value)) throw new RangeError(`${text} is no time`);
  return value as Instant;
}

/** Tuesday, 24 November 2026, 10:00 in London: open hours, no holiday. */
export const workingHour: Instant = at('2026-11-24T10:00:00Z');

const storedFields = ['email', 'givenName', 'familyName', 'jobTitle', 'organisation'];

export function sourceFacts(overrides: Partial<SourceFacts> = {}): SourceFacts {
  return {
    kind: 'company_website',
    visibility: 'public',
    publishedBy: 'employer',
    noSolicitation: false,
    hasEvidence: true,
    capturedAt: at('2026-11-20T09:00:00Z'),
    domain: 'acme.example',
    fields: [...storedFields, 'phone'],
    ...overrides,
  };
}

const contact: ContactFacts = {
  state: 'contactable',
  country: 'GB',
  phoneCountry: null,
  phoneLineType: null,
  hasEmail: true,
  hasPhone: false,
  mailboxKind: 'named',
  timeZone: 'Europe/London',
  language: 'en',
  subscriberType: 'corporate',
  hasCompanyNumber: true,
  jobTitle: 'Head of Learning',
  storedFields,
  sources: [sourceFacts()],
  obtainedAt: at('2026-11-20T09:00:00Z'),
};

const person: PersonFacts = {
  suppression: null,
  closedGates: [],
  isInConflict: false,
  usedCount: 0,
  lastTouchAt: null,
  firstDeliveredEmailAt: null,
};

const lia: LiaFacts = {
  id: 'lia-1',
  version: 1,
  state: 'in_force',
  nextReviewOn: '2027-06-30' as LiaFacts['nextReviewOn'],
  bounds: {
    channels: ['email', 'call'],
    dataFields: ['email', 'phone', 'givenName', 'familyName', 'jobTitle', 'organisation'],
    sourceKinds: ['company_website'],
    countries: ['GB'],
    targetRoles: ['Head of Learning'],
    maxEmails: 3,
    maxCalls: 1,
    minGapDays: 4,
    callAfterEmailDays: 0,
    retentionDays: 365,
    sendWindow: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' },
  },
  languages: ['en'],
  hasPostalAddress: true,
  hasControllerContact: true,
  callerNumbers: ['+442071838750'],
  processorHosts: ['*'],
};

const campaign: CampaignFacts = { id: 'campaign-1', state: 'running', targetRoles: [] };

const message: MessageFacts = {
  hasNotice: true,
  hasOptOut: true,
  language: 'en',
  senderDomain: 'sender.example',
  relayHost: 'relay.example',
};

const call: CallFacts = {
  callerNumber: '+442071838750',
  callerLineType: 'fixed',
  screenings: [
    { register: 'TPS', result: 'clear', screenedAt: at('2026-11-20T09:00:00Z') },
    { register: 'CTPS', result: 'clear', screenedAt: at('2026-11-20T09:00:00Z') },
  ],
};

function part<T>(standard: T, overrides: Partial<T> | null | undefined): T | null {
  return overrides === null ? null : { ...standard, ...overrides };
}

function liaWith(overrides: FactsOverrides['lia']): LiaFacts | null {
  if (overrides === null) return null;
  return { ...lia, ...overrides, bounds: { ...lia.bounds, ...overrides?.bounds } };
}

export function emailFacts(overrides: FactsOverrides = {}): Facts {
  return {
    channel: 'email',
    contact: part(contact, overrides.contact),
    person: { ...person, ...overrides.person },
    lia: liaWith(overrides.lia),
    campaign: part(campaign, overrides.campaign),
    message: part(message, overrides.message),
    call: null,
    schedule: overrides.schedule ?? null,
  };
}

/** A call to a landline of the same person, after a delivered email and with fresh look-ups. */
export function callFacts(overrides: FactsOverrides = {}): Facts {
  const phone = {
    phoneCountry: overrides.contact?.country ?? 'GB',
    phoneLineType: 'fixed',
    hasPhone: true,
    storedFields: [...storedFields, 'phone'],
  } as const;
  const delivered = { firstDeliveredEmailAt: at('2026-11-21T10:00:00Z') };
  const facts = emailFacts({ ...overrides, person: { ...delivered, ...overrides.person } });
  return {
    ...facts,
    channel: 'call',
    contact: part<ContactFacts>({ ...contact, ...phone }, overrides.contact),
    message: null,
    call: part(call, overrides.call),
  };
}
