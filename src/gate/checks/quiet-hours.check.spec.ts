// Answers for proving the permitted hours in the place of the person.
import { describe, expect, it } from '@jest/globals';
import { toIso, type Instant } from '../../shared/instant.js';
import { decide } from '../decide.js';
import { at, callFacts, emailFacts, type FactsOverrides } from '../facts.builder.js';
import type { Facts } from '../facts.js';
import { ruleTable } from '../rule-table/rule-table.js';

const allWeek = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };
const screenedAt = at('2026-11-01T09:00:00Z');

interface Where {
  readonly country?: string;
  readonly zone: string | null;
  readonly window?: { readonly days: readonly number[]; readonly from: string; readonly to: string };
}

/** Facts that are far from every other clock, so that only the hours decide. */
function overrides({ country = 'GB', zone, window }: Where): FactsOverrides {
  return {
    contact: { country, timeZone: zone, obtainedAt: at('2026-01-01T00:00:00Z') },
    person: { firstDeliveredEmailAt: at('2026-01-02T00:00:00Z') },
    lia: { bounds: { countries: [country], ...(window === undefined ? {} : { sendWindow: window }) } },
  };
}

const email = (where: Where): Facts => emailFacts(overrides(where));
const call = (where: Where): Facts =>
  callFacts({
    ...overrides(where),
    call: { screenings: ['TPS', 'CTPS'].map((register) => ({ register, result: 'clear', screenedAt })) },
  });

/** The codes and the one time that they name. */
function verdictAt(facts: Facts, time: string): string[] {
  const { reasons } = decide(facts, ruleTable, at(time));
  const untils = new Set(reasons.map(({ until }) => (until === null ? 'never' : toIso(until).replace('.000Z', 'Z'))));
  return [...reasons.map(({ code }) => code), ...untils];
}

const london = { zone: 'Europe/London' };
const newYork = { country: 'US', zone: 'America/New_York' };

describe('quietHours', () => {
  it.each([
    ['2026-11-24T08:59:59.999Z', ['QUIET_HOURS', '2026-11-24T09:00:00Z']],
    ['2026-11-24T09:00:00Z', []],
    ['2026-11-24T17:29:59.999Z', []],
    ['2026-11-24T17:30:00Z', ['QUIET_HOURS', '2026-11-25T09:00:00Z']],
  ])('keeps to the minute of the window at %s [V5]', (time, expected) => {
    expect(verdictAt(email(london), time)).toEqual(expected);
  });

  it('holds on Friday 20:30 until Monday 09:00 in the called zone [case 29]', () => {
    expect(verdictAt(call(london), '2026-11-27T20:30:00Z')).toEqual(['QUIET_HOURS', '2026-11-30T09:00:00Z']);
    const wide = { ...london, window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '20:00' } };
    expect(verdictAt(call(wide), '2026-11-27T20:30:00Z')).toEqual(['QUIET_HOURS', '2026-11-30T09:00:00Z']);
  });

  it('holds a call to France at 13:30 until 14:00, and no email [case 29]', () => {
    const paris = { country: 'FR', zone: 'Europe/Paris' };
    expect(verdictAt(call(paris), '2026-11-24T12:30:00Z')).toEqual(['QUIET_HOURS', '2026-11-24T13:00:00Z']);
    expect(verdictAt(call(paris), '2026-11-24T13:00:00Z')).toEqual([]);
    expect(verdictAt(email(paris), '2026-11-24T12:30:00Z')).toEqual([]);
  });

  it('names the hours and the zone', () => {
    const [reason] = decide(email(london), ruleTable, at('2026-11-28T10:00:00Z')).reasons;
    expect(reason?.message).toBe('Outside Mon-Fri 09:00-17:30 in Europe/London');
    const french = decide(call({ country: 'FR', zone: 'Europe/Paris' }), ruleTable, at('2026-11-28T10:00:00Z'));
    expect(french.reasons[0]?.message).toBe('Outside Mon-Fri 10:00-13:00 and 14:00-17:30 in Europe/Paris');
  });

  it.each([
    { where: london, time: '2026-03-27T18:00:00Z', until: '2026-03-30T08:00:00Z' },
    { where: london, time: '2026-10-23T17:00:00Z', until: '2026-10-26T09:00:00Z' },
    { where: newYork, time: '2026-03-06T23:00:00Z', until: '2026-03-09T13:00:00Z' },
    { where: newYork, time: '2026-10-30T22:00:00Z', until: '2026-11-02T14:00:00Z' },
  ])('opens at 09:00 local after the clocks changed: $where.zone, $until [case 29]', ({ where, time, until }) => {
    expect(verdictAt(email(where), time)).toEqual(['QUIET_HOURS', until]);
  });

  it('counts the local day, not the day of UTC', () => {
    const auckland = { country: 'NZ', zone: 'Pacific/Auckland' };
    // Monday 09:00 in Auckland is still Sunday in UTC.
    expect(verdictAt(email(auckland), '2026-11-22T20:00:00Z')).toEqual([]);
    expect(verdictAt(email(auckland), '2026-11-27T05:00:00Z')).toEqual(['QUIET_HOURS', '2026-11-29T20:00:00Z']);
  });

  it('holds on a public holiday until the next working day [V5]', () => {
    const until = '2026-12-29T09:00:00Z';
    expect(verdictAt(email(london), '2026-12-25T10:00:00Z')).toEqual(['PUBLIC_HOLIDAY', until]);
    expect(verdictAt(email(london), '2026-12-24T18:00:00Z')).toEqual(['QUIET_HOURS', until]);
    expect(verdictAt(email(london), '2026-12-28T20:00:00Z')).toEqual(['QUIET_HOURS', 'PUBLIC_HOLIDAY', until]);
  });

  it('knows the bank holiday of August', () => {
    expect(verdictAt(email(london), '2026-08-31T10:00:00Z')).toEqual(['PUBLIC_HOLIDAY', '2026-09-01T08:00:00Z']);
  });

  it('lets email out at any hour and on holidays when the window is all week', () => {
    const open = { ...london, window: allWeek };
    expect(verdictAt(email(open), '2026-12-25T03:00:00Z')).toEqual([]);
    expect(verdictAt(email(open), '2026-11-28T23:59:59Z')).toEqual([]);
  });

  it('keeps the calling hours and holidays of the country for calls when the window is all week [V5]', () => {
    const open = { ...london, window: allWeek };
    expect(verdictAt(call(open), '2026-11-28T09:30:00Z')).toEqual([]);
    expect(verdictAt(call(open), '2026-11-28T21:00:00Z')).toEqual(['QUIET_HOURS', '2026-11-29T09:00:00Z']);
    const blockedAnyway = verdictAt(call(open), '2026-12-25T10:00:00Z');
    expect(blockedAnyway).toContain('PUBLIC_HOLIDAY');
  });

  it('keeps holidays when the window is all day but not all week', () => {
    const weekdays = { ...london, window: { ...allWeek, days: [1, 2, 3, 4, 5] } };
    expect(verdictAt(email(weekdays), '2026-12-25T10:00:00Z')).toEqual(['PUBLIC_HOLIDAY', '2026-12-29T00:00:00Z']);
  });

  it('intersects the hours of seat and prefix for a call', () => {
    const where = overrides({ country: 'GB', zone: 'Europe/London', window: allWeek });
    const facts = callFacts({
      ...where,
      contact: { ...where.contact, phoneCountry: 'FR' },
      lia: { bounds: { countries: ['GB', 'FR'], sendWindow: allWeek } },
      call: { screenings: ['TPS', 'CTPS'].map((register) => ({ register, result: 'clear', screenedAt })) },
    });
    expect(verdictAt(facts, '2026-11-24T13:30:00Z')).toEqual(['QUIET_HOURS', '2026-11-24T14:00:00Z']);
    expect(verdictAt(facts, '2026-11-24T20:00:00Z')).toEqual(['QUIET_HOURS', '2026-11-25T10:00:00Z']);
  });

  it.each([null, '', 'Mars/Olympus'])('holds when the zone is %j [V5]', (zone) => {
    expect(verdictAt(email({ zone }), '2026-11-24T10:00:00Z')).toEqual(['TIME_ZONE_UNKNOWN', 'never']);
  });

  it.each([
    ['hours that the country forbids', { days: [1], from: '22:00', to: '23:00' }],
    ['no day', { days: [], from: '09:00', to: '17:00' }],
    ['an end before the start', { days: [1], from: '17:00', to: '09:00' }],
    ['no real time', { days: [1], from: '25:00', to: '26:00' }],
  ])('holds without an end when the window has %s', (_, window) => {
    expect(verdictAt(call({ ...london, window }), '2026-11-23T10:00:00Z')).toEqual(['QUIET_HOURS', 'never']);
  });

  it('names a time that is allowed, whatever the time asked for', () => {
    const facts = call(london);
    for (let hour = 0; hour < 24 * 20; hour += 1) {
      const now = (at('2026-03-20T00:15:00Z') + hour * 3_600_000) as Instant;
      const [reason] = decide(facts, ruleTable, now).reasons.filter(({ until }) => until !== null);
      const until = reason?.until ?? now;
      const later = decide(facts, ruleTable, until).reasons.map(({ code }) => code);
      expect(later).not.toContain('QUIET_HOURS');
      expect(later).not.toContain('PUBLIC_HOLIDAY');
    }
  });
});
