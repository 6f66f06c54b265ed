// Answers for the proof that nothing but assessed fields comes in, each in one spelling.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assessedFields, gateFields, type AssessedField, type ContactFields } from '../ports/contact-store.port.js';
import { InputError } from '../shared/errors.js';
import { minimiseContact, type RawContact } from './minimise-contact.js';

const all = { allowed: assessedFields, stored: null };
const base = { email: 'jane@acme.example', organisation: 'Acme', country: 'GB' };

function codes(raw: RawContact, options: Parameters<typeof minimiseContact>[1] = all): string[] {
  try {
    minimiseContact(raw, options);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.errors.map((each) => each.code);
  }
}

describe('minimiseContact', () => {
  it.each<[string, RawContact, object]>([
    [
      'an address with an international domain',
      { email: ' Jane@BÜRO.example ' },
      { email: 'Jane@xn--bro-hoa.example' },
    ],
    ['a number with a trunk zero in brackets', { phone: '+44 (0) 20 7946 0000' }, { phone: '+442079460000' }],
    ["a number of the contact's country", { phone: '020 7946 0000' }, { phone: '+442079460000' }],
    ['a number from our own export', { phone: "'+442079460000" }, { phone: '+442079460000' }],
    ['a country by name', { country: 'the Netherlands' }, { country: 'NL' }],
    ['a country in lower case', { country: 'uk' }, { country: 'GB' }],
    ['a country with accents', { country: 'Côte d’Ivoire' }, { country: 'CI' }],
    ['a country with a sign', { country: 'Bosnia and Herzegovina' }, { country: 'BA' }],
    ['a language with region', { language: 'de_AT' }, { language: 'de' }],
    ['a language by name', { language: 'Swedish' }, { language: 'sv' }],
    ['a subscriber type in capitals', { subscriberType: 'Corporate' }, { subscriberType: 'corporate' }],
    ['text in decomposed letters', { jobTitle: '  Che\u0301f ' }, { jobTitle: 'Ch\u00e9f' }],
    ['a zone', { timeZone: 'Europe/London' }, { timeZone: 'Europe/London' }],
  ])('accepts %s in its one spelling', (_, raw, expected) => {
    expect(minimiseContact({ ...base, ...raw }, all).fields).toMatchObject(expected);
  });

  it.each<[string, RawContact, string]>([
    ['no address', { email: ' ' }, 'EMAIL_MISSING'],
    ['an address that is none', { email: 'jane at acme' }, 'EMAIL_INVALID'],
    ['no country', { country: null }, 'COUNTRY_MISSING'],
    ['a country that is none', { country: 'Atlantis' }, 'COUNTRY_INVALID'],
    ['a union of countries', { country: 'EU' }, 'COUNTRY_INVALID'],
    ['a number that is none', { phone: '12' }, 'PHONE_INVALID'],
    ['a zone that is none', { timeZone: 'Europe/Atlantis' }, 'TIME_ZONE_INVALID'],
    ['an offset for a zone', { timeZone: '+01:00' }, 'TIME_ZONE_INVALID'],
    ['a language that is none', { language: 'q9' }, 'LANGUAGE_INVALID'],
    ['a subscriber type that is none', { subscriberType: 'company' }, 'SUBSCRIBER_TYPE_INVALID'],
    ['a line break', { givenName: 'Jane\r\nBcc: all@acme.example' }, 'CONTROL_CHARACTER'],
    ['half a letter', { jobTitle: 'Chef \ud83d' }, 'CONTROL_CHARACTER'],
    ['a name without end', { givenName: 'x'.repeat(101) }, 'TOO_LONG'],
    ['free mail without organisation', { email: 'j@gmail.com', organisation: '' }, 'FREE_MAIL_WITHOUT_ORGANISATION'],
    [
      'throw-away mail without organisation',
      { email: 'j@x.33mail.com', organisation: '' },
      'DISPOSABLE_MAIL_WITHOUT_ORGANISATION',
    ],
  ])('refuses %s [A02]', (_, raw, code) => {
    expect(codes({ ...base, ...raw })).toEqual([code]);
  });

  it('names every wrong field at once', () => {
    expect(codes({ email: 'x', phone: '1', language: '?' })).toEqual(
      expect.arrayContaining(['EMAIL_INVALID', 'COUNTRY_MISSING', 'PHONE_INVALID', 'LANGUAGE_INVALID']),
    );
  });

  it('accepts free mail when the stored contact has an organisation [A02]', () => {
    const stored: ContactFields = { ...base, subscriberType: 'unknown' };
    expect(codes({ email: 'j@gmail.com' }, { allowed: assessedFields, stored })).toEqual([]);
  });

  it('accepts a code of no country, which the gate then blocks [case 26]', () => {
    expect(minimiseContact({ ...base, country: 'zz' }, all).fields.country).toBe('ZZ');
  });

  it('reads no value of a field that it drops [A09]', () => {
    const result = minimiseContact({ ...base, phone: 'none' }, { allowed: ['email', 'organisation'], stored: null });
    expect(result.dropped).toEqual(['phone']);
  });

  it('lets only allow-listed and gate fields survive, whatever comes in [A09] [P8]', () => {
    const raw = fc.record(
      {
        phone: fc.constant('+442079460000'),
        givenName: fc.string(),
        familyName: fc.string(),
        jobTitle: fc.string(),
        birthday: fc.string(),
        notes: fc.string(),
        companyNumber: fc.constant('123'),
      },
      { requiredKeys: [] },
    );
    const lists = fc.subarray(assessedFields.slice(1)).map((list): AssessedField[] => ['email', ...list]);
    fc.assert(
      fc.property(raw, lists, (extra, allowed) => {
        const input = { ...extra, ...base };
        if (codes(input, { allowed, stored: null }).length > 0) return;
        const { fields, dropped } = minimiseContact(input, { allowed, stored: null });
        const may = new Set<string>([...allowed, ...gateFields]);
        expect(Object.keys(fields).filter((field) => !may.has(field))).toEqual([]);
        expect(dropped.filter((field) => may.has(field))).toEqual([]);
      }),
    );
  });
});
