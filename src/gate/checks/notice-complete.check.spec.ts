// Answers for proving that nothing leaves without its mandatory parts.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { callFacts, emailFacts, workingHour } from '../facts.builder.js';
import type { Facts, LiaFacts } from '../facts.js';

const delivered = { firstDeliveredEmailAt: workingHour };

function abroad(country: string, lia: Partial<Omit<LiaFacts, 'bounds'>>): Facts {
  return emailFacts({ contact: { country }, lia: { ...lia, bounds: { countries: [country] } } });
}

describe('noticeComplete', () => {
  it('holds the first delivered email without the notice [P3] [T1] [case 6]', () => {
    expect(codesOf(emailFacts({ message: { hasNotice: false } }))).toEqual(['hold NOTICE_MISSING']);
  });

  it('allows a later email without the notice [P3]', () => {
    expect(codesOf(emailFacts({ message: { hasNotice: false }, person: delivered }))).toEqual([]);
  });

  it('blocks every email without an opt-out [P3] [A16]', () => {
    expect(codesOf(emailFacts({ message: { hasOptOut: false } }))).toEqual(['block OPT_OUT_MISSING']);
    expect(codesOf(emailFacts({ message: { hasOptOut: false }, person: delivered }))).toEqual([
      'block OPT_OUT_MISSING',
    ]);
  });

  it('holds when there is no language for the person [T5]', () => {
    expect(codesOf(emailFacts({ message: { language: null } }))).toEqual(['hold LANGUAGE_UNAVAILABLE']);
  });

  it('holds an email of a campaign whose message is not known, and asks none of an assessment alone', () => {
    expect(codesOf(emailFacts({ message: null }))).toEqual(['hold MESSAGE_UNKNOWN']);
    expect(codesOf(emailFacts({ message: null, campaign: null }))).toEqual([]);
  });

  it.each(['US', 'CA'])('blocks in %s without the postal address [case 30]', (country) => {
    expect(codesOf(abroad(country, { hasPostalAddress: true }))).toEqual([]);
    expect(codesOf(abroad(country, { hasPostalAddress: false }))).toEqual(['block POSTAL_ADDRESS_MISSING']);
  });

  it('blocks in Canada without contact details [case 30]', () => {
    expect(codesOf(abroad('CA', { hasControllerContact: false }))).toEqual(['block CONTROLLER_CONTACT_MISSING']);
  });

  it('holds elsewhere until the sender can be found [T1]', () => {
    expect(codesOf(emailFacts({ lia: { hasPostalAddress: false } }))).toEqual(['hold POSTAL_ADDRESS_MISSING']);
    expect(codesOf(callFacts({ lia: { hasControllerContact: false } }))).toEqual(['hold CONTROLLER_CONTACT_MISSING']);
  });
});
