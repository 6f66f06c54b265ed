// Answers for proving that the bounds of the assessment are kept.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { callFacts, emailFacts, sourceFacts, workingHour } from '../facts.builder.js';
import { dayMs, plusMs } from '../../shared/instant.js';
import type { LiaBounds } from '../../ports/lia-store.port.js';
import type { Facts, SourceFacts } from '../facts.js';

const bounded = (bounds: Partial<LiaBounds>): Facts => emailFacts({ lia: { bounds } });
const from = (...sources: SourceFacts[]): Facts => emailFacts({ contact: { sources } });

describe('liaBounds', () => {
  it('allows within the bounds', () => {
    expect(codesOf(emailFacts())).toEqual([]);
  });

  it('blocks a channel that was not assessed [A01]', () => {
    expect(codesOf(bounded({ channels: ['call'] }))).toEqual(['block CHANNEL_NOT_ASSESSED']);
    expect(codesOf(callFacts({ lia: { bounds: { channels: ['email'] } } }))).toEqual(['block CHANNEL_NOT_ASSESSED']);
  });

  it('blocks a country that was not assessed', () => {
    expect(codesOf(bounded({ countries: ['IE'] }))).toEqual(['block COUNTRY_NOT_ASSESSED']);
  });

  it('blocks stored fields that were not assessed [case 18] [A09] [G2]', () => {
    const dataFields = ['email', 'givenName', 'familyName', 'organisation'] as const;
    expect(codesOf(bounded({ dataFields }))).toEqual(['block FIELD_NOT_ASSESSED']);
  });

  it('allows until the retention ends and blocks from then on', () => {
    const obtainedAt = plusMs(workingHour, -3 * dayMs);
    const held = (retentionDays: number): Facts =>
      emailFacts({ contact: { obtainedAt }, lia: { bounds: { retentionDays } } });
    expect(codesOf(held(3), plusMs(workingHour, -1))).toEqual([]);
    expect(codesOf(held(3))).toEqual(['block RETENTION_ENDED']);
    expect(codesOf(held(4))).toEqual([]);
  });

  it('does not ask for fields that the gate itself needs', () => {
    const storedFields = ['email', 'country', 'timeZone', 'companyNumber', 'subscriberType'];
    expect(codesOf(emailFacts({ contact: { storedFields } }))).toEqual([]);
  });

  it('blocks a kind of source that was not assessed [A06]', () => {
    expect(codesOf(from(sourceFacts({ kind: 'press' })))).toEqual(['block SOURCE_NOT_ASSESSED']);
  });

  it('allows a field that an assessed source shows as well [A06]', () => {
    expect(codesOf(from(sourceFacts({ kind: 'press' }), sourceFacts()))).toEqual([]);
  });

  it('blocks a field that only a source outside the assessment shows [A06] [A10]', () => {
    const press = sourceFacts({ kind: 'press', fields: ['jobTitle'] });
    const page = sourceFacts({ fields: ['email', 'givenName', 'familyName'] });
    expect(codesOf(from(press, page))).toEqual(['block SOURCE_NOT_ASSESSED']);
  });

  it('does not take a hidden source in place of a public one [A06]', () => {
    const hidden = sourceFacts({ visibility: 'login_only' });
    expect(codesOf(from(sourceFacts({ kind: 'press' }), hidden))).toEqual(['block SOURCE_NOT_ASSESSED']);
  });

  it('keeps to the source domains where the assessment names them [A24]', () => {
    expect(codesOf(bounded({ sourceDomains: ['acme.example'] }))).toEqual([]);
    expect(codesOf(bounded({ sourceDomains: ['other.example'] }))).toEqual(['block SOURCE_NOT_ASSESSED']);
    const lia = { bounds: { sourceDomains: ['acme.example'] } };
    const unknown = { sources: [sourceFacts({ domain: null })] };
    expect(codesOf(emailFacts({ lia, contact: unknown }))).toEqual(['block SOURCE_NOT_ASSESSED']);
  });
});
