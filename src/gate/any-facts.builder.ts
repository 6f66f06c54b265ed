// Answers for random facts around the allowed ones, and for every way in which one of them can be unknown.
import fc from 'fast-check';
import { campaignStates } from '../ports/campaign-store.port.js';
import { contactStates, subscriberTypes } from '../ports/contact-store.port.js';
import { dayMs, plusMs } from '../shared/instant.js';
import { callFacts, emailFacts, sourceFacts, workingHour } from './facts.builder.js';
import type { ContactFacts, Facts, SourceFacts } from './facts.js';
import { ruleTable } from './rule-table/rule-table.js';

const countries = [...Object.keys(ruleTable.rows), 'JP'];
const lineTypes = ['fixed', 'mobile', 'fixed_or_mobile', 'other', null] as const;
const past = fc.integer({ min: 0, max: 40 }).map((days) => plusMs(workingHour, -days * dayMs));

/** Mostly the good value, so that whole facts are allowed often enough for a single flaw to matter. */
function mostly<T>(good: T, others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 12, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

const source: fc.Arbitrary<SourceFacts> = fc
  .record({
    kind: mostly<SourceFacts['kind']>('company_website', ['press', 'linkedin_public']),
    visibility: mostly<SourceFacts['visibility']>('public', ['login_only', 'restricted']),
    publishedBy: mostly<SourceFacts['publishedBy']>('employer', ['person', 'third_party', null]),
    noSolicitation: mostly<boolean | null>(false, [true, null]),
    hasEvidence: mostly(true, [false]),
    fields: mostly<readonly string[]>(sourceFacts().fields, [['email'], ['phone', 'jobTitle'], []]),
  })
  .map((overrides) => sourceFacts(overrides));

const contact: fc.Arbitrary<Partial<ContactFacts>> = fc.record({
  state: mostly<ContactFacts['state']>('contactable', contactStates),
  country: fc.oneof(fc.constant('GB'), fc.constantFrom(...countries)),
  phoneCountry: fc.oneof(fc.constant('GB'), fc.constantFrom(...countries)),
  phoneLineType: mostly<ContactFacts['phoneLineType']>('fixed', lineTypes),
  mailboxKind: fc.constantFrom<ContactFacts['mailboxKind']>('named', 'generic', null),
  timeZone: mostly<string | null>('Europe/London', ['America/New_York', 'Pacific/Auckland', null]),
  subscriberType: mostly<ContactFacts['subscriberType']>('corporate', subscriberTypes),
  hasCompanyNumber: mostly(true, [false]),
  jobTitle: mostly<string | null>('Head of Learning', ['Caretaker', null]),
  obtainedAt: past,
  sources: fc.array(source, { minLength: 0, maxLength: 3 }),
});

const person = fc.record({
  isInConflict: mostly(false, [true]),
  usedCount: mostly(0, [1, 2, 3]),
  lastTouchAt: fc.option(past),
  firstDeliveredEmailAt: fc.option(past),
});

const message = fc.record({ hasNotice: mostly(true, [false]), hasOptOut: mostly(true, [false]) });

const call = fc.record({
  callerLineType: mostly<(typeof lineTypes)[number]>('fixed', lineTypes),
  screenings: fc.array(
    fc.record({
      register: fc.constantFrom('TPS', 'CTPS', 'NDD', 'RPO', 'US_REGISTRY'),
      result: mostly<'clear' | 'listed'>('clear', ['listed']),
      screenedAt: past,
    }),
    { maxLength: 6 },
  ),
});

const lia = fc
  .record({
    state: mostly<NonNullable<Facts['lia']>['state']>('in_force', ['review_due', 'overdue', 'withdrawn']),
    targetRoles: fc.constantFrom<readonly string[]>(['Head of *'], []),
    isEverywhere: mostly(true, [false]),
    hasPostalAddress: mostly(true, [false]),
  })
  .map(({ state, targetRoles, isEverywhere, hasPostalAddress }) => ({
    state,
    hasPostalAddress,
    bounds: { targetRoles, countries: isEverywhere ? countries : ['GB'] },
  }));

const campaign = fc.record({ state: mostly<(typeof campaignStates)[number]>('running', campaignStates) });

/** Facts of emails and calls, some allowed, most with a flaw or two. */
export const anyFacts: fc.Arbitrary<Facts> = fc
  .record({ isCall: fc.boolean(), contact, person, message, call, lia, campaign })
  .map(({ isCall, ...parts }) => (isCall ? callFacts(parts) : emailFacts(parts)));

export interface UnknownForm {
  readonly name: string;
  /** Whether an allowed email to a Belgian company mailbox, or an allowed British call, hangs on it. */
  readonly isNeeded: boolean;
  readonly forget: (facts: Facts) => Facts;
}

function ofContact(name: string, unknown: Partial<ContactFacts>, isNeeded = true): UnknownForm {
  const forget = (facts: Facts): Facts =>
    facts.contact === null ? facts : { ...facts, contact: { ...facts.contact, ...unknown } };
  return { name, isNeeded, forget };
}

function ofPart<K extends 'lia' | 'message' | 'call'>(part: K, unknown: Partial<NonNullable<Facts[K]>>): UnknownForm {
  const forget = (facts: Facts): Facts =>
    facts[part] === null ? facts : { ...facts, [part]: { ...facts[part], ...unknown } };
  return { name: `${part}.${Object.keys(unknown).join('.')}`, isNeeded: true, forget };
}

function ofSources(name: string, unknown: Partial<SourceFacts>, isNeeded: boolean): UnknownForm {
  const forget = (facts: Facts): Facts => {
    if (facts.contact === null) return facts;
    const sources = facts.contact.sources.map((known) => ({ ...known, ...unknown }));
    return { ...facts, contact: { ...facts.contact, sources } };
  };
  return { name, isNeeded, forget };
}

/**
 * A refusal to be advertised to that nobody recorded is not among them: only PUB countries ask for its absence, and
 * their own test covers it.
 */
export const unknownForms: readonly UnknownForm[] = [
  { name: 'contact', isNeeded: true, forget: (facts) => ({ ...facts, contact: null }) },
  { name: 'lia', isNeeded: true, forget: (facts) => ({ ...facts, lia: null }) },
  { name: 'message', isNeeded: true, forget: (facts) => ({ ...facts, message: null }) },
  { name: 'call', isNeeded: true, forget: (facts) => ({ ...facts, call: null }) },
  ofContact('country', { country: null }),
  ofContact('phone country', { phoneCountry: null }),
  ofContact('line type', { phoneLineType: null }, false),
  ofContact('mailbox kind', { mailboxKind: null }),
  ofContact('time zone', { timeZone: null }),
  ofContact('subscriber type', { subscriberType: 'unknown' }),
  ofContact('company number', { hasCompanyNumber: false }),
  ofContact('job title', { jobTitle: null }),
  ofContact('sources', { sources: [] }),
  ofSources('publisher', { publishedBy: null }, false),
  ofSources('evidence', { hasEvidence: false }, false),
  ofSources('fields of the sources', { fields: [] }, true),
  ofPart('lia', { nextReviewOn: null }),
  ofPart('lia', { hasPostalAddress: false }),
  ofPart('lia', { hasControllerContact: false }),
  ofPart('lia', { processorHosts: [] }),
  ofPart('lia', { callerNumbers: [] }),
  ofPart('message', { language: null }),
  ofPart('message', { senderDomain: null }),
  ofPart('message', { relayHost: null }),
  ofPart('message', { hasNotice: false }),
  ofPart('message', { hasOptOut: false }),
  ofPart('call', { callerNumber: null }),
  ofPart('call', { screenings: [] }),
];
