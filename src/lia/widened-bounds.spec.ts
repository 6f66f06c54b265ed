// Answers for the proof that every way of going beyond an assessment is seen, and nothing else is.
import { describe, expect, it } from '@jest/globals';
import type { LiaBounds, LiaDraft } from '../ports/lia-store.port.js';
import { aLiaDraft } from '../../test/support/lia.builder.js';
import { widenedBounds, type Widening } from './widened-bounds.js';

const before = aLiaDraft();
const relay = { name: 'Relay', country: 'GB', purpose: 'mail', hosts: ['relay.example'] };
const window = before.bounds.sendWindow;

type Row<T> = readonly [what: string, change: Partial<T>, expected: readonly Widening[]];

const widerBounds: readonly Row<LiaBounds>[] = [
  ['a new channel', { channels: ['email', 'call'] }, ['channel']],
  ['a new data field', { dataFields: ['email', 'jobTitle', 'organisation', 'phone'] }, ['data_field']],
  ['a new source kind', { sourceKinds: ['company_website', 'press'] }, ['source_kind']],
  ['a new source domain', { sourceDomains: ['acme.example', 'other.example'] }, ['source_domain']],
  ['a new country', { countries: ['GB', 'IE', 'FR'] }, ['country']],
  ['a new target role', { targetRoles: ['Head of *', 'Training Manager', 'CTO'] }, ['target_role']],
  ['no target roles any more', { targetRoles: [] }, ['target_role']],
  ['more emails', { maxEmails: 4 }, ['max_emails']],
  ['more calls', { maxCalls: 2 }, ['max_calls']],
  ['a shorter gap', { minGapDays: 3 }, ['min_gap_days']],
  ['an earlier call', { callAfterEmailDays: 1 }, ['call_after_email_days']],
  ['longer retention', { retentionDays: 366 }, ['retention_days']],
  ['one more weekday', { sendWindow: { ...window, days: [1, 2, 3, 4, 5] } }, ['send_window']],
  ['an earlier start', { sendWindow: { ...window, from: '08:59' } }, ['send_window']],
  ['a later end', { sendWindow: { ...window, to: '24:00' } }, ['send_window']],
  ['two ways at once', { maxEmails: 4, countries: ['DE'] }, ['country', 'max_emails']],
];

const widerDrafts: readonly Row<LiaDraft>[] = [
  ['a new processor', { processors: [relay, { ...relay, name: 'Second' }] }, ['processor']],
  ['a processor in another country', { processors: [{ ...relay, country: 'US' }] }, ['processor']],
  ['a processor with another purpose', { processors: [{ ...relay, purpose: 'storage' }] }, ['processor']],
  [
    'a processor with one more host',
    { processors: [{ ...relay, hosts: ['relay.example', 'b.example'] }] },
    ['processor'],
  ],
  ['a processor with any host', { processors: [{ name: 'Relay', country: 'GB', purpose: 'mail' }] }, ['processor']],
  ['a new caller number', { callerNumbers: ['+441172345678', '+442071234567'] }, ['caller_number']],
  ['another purpose text', { purposeStatement: { en: 'We write to sell something else altogether.' } }, ['purpose']],
  [
    'a purpose text in one more language',
    { purposeStatement: { ...before.purposeStatement, de: 'Wir schreiben ...' } },
    ['purpose'],
  ],
  ['another interest', { interest: 'We want something else.' }, ['purpose']],
  ['another holder of the interest', { interestHolder: 'third_party' }, ['purpose']],
];

const narrowerBounds: readonly Row<LiaBounds>[] = [
  [
    'fewer of everything',
    { channels: ['email'], dataFields: ['email'], countries: ['IE'], targetRoles: ['Head of *'] },
    [],
  ],
  ['lower limits', { maxEmails: 1, maxCalls: 0, minGapDays: 90, callAfterEmailDays: 90, retentionDays: 1 }, []],
  ['a narrower window', { sendWindow: { days: [2], from: '10:00', to: '11:00' } }, []],
  ['the same in another order', { countries: ['IE', 'GB'], dataFields: ['organisation', 'email', 'jobTitle'] }, []],
  ['a role in another spelling', { targetRoles: [' head OF * '] }, []],
  ['a domain in capitals', { sourceDomains: ['ACME.example'] }, []],
];

const harmlessDrafts: readonly Row<LiaDraft>[] = [
  ['nothing', {}, []],
  ['another title', { title: 'First contact' }, []],
  ['another postal address', { controller: { ...before.controller, postalAddress: '2 Test Street' } }, []],
  ['no processor', { processors: [] }, []],
  ['no caller number', { callerNumbers: [] }, []],
  ['another place of the policy', { privacyPolicyUrl: 'https://sender.example/privacy-notice' }, []],
];

describe('widenedBounds', () => {
  it.each([...widerBounds, ...narrowerBounds])(
    'answers rightly when the bounds have %s [A24]',
    (_, change, expected) => {
      expect(widenedBounds(before, aLiaDraft({}, change))).toEqual(expected);
    },
  );

  it.each([...widerDrafts, ...harmlessDrafts])('answers rightly when the draft has %s [G17]', (_, change, expected) => {
    expect(widenedBounds(before, aLiaDraft(change))).toEqual(expected);
  });

  it('sees no widening when a list of domains or roles is set for the first time [A24]', () => {
    const { sourceDomains, ...open } = aLiaDraft({}, { targetRoles: [] }).bounds;
    expect(sourceDomains).toBeDefined();
    expect(widenedBounds(aLiaDraft({ bounds: open }), before)).toEqual([]);
    expect(widenedBounds(before, aLiaDraft({ bounds: open }))).toEqual(['source_domain', 'target_role']);
  });

  it('sees no widening when a language is taken away [A24]', () => {
    const two = aLiaDraft({ purposeStatement: { ...before.purposeStatement, de: 'Wir schreiben ...' } });
    expect(widenedBounds(two, before)).toEqual([]);
  });
});
