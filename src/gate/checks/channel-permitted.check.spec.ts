// Answers for proving the verdict of the country's row on the channel.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { decide } from '../decide.js';
import { callFacts, emailFacts, sourceFacts, workingHour, type FactsOverrides } from '../facts.builder.js';
import type { ContactFacts, Facts, SourceFacts } from '../facts.js';
import { ruleTable } from '../rule-table/rule-table.js';

function mail(country: string, contact: Partial<ContactFacts> = {}, more: FactsOverrides = {}): Facts {
  const lia = { bounds: { countries: [country] } };
  return emailFacts({ lia, ...more, contact: { country, ...contact } });
}

const generic = { mailboxKind: 'generic' } as const;
const individual = { subscriberType: 'individual', hasCompanyNumber: false } as const;

describe('channelPermitted for email', () => {
  it('allows a British company with its number and blocks a sole trader [case 21]', () => {
    expect(codesOf(mail('GB'))).toEqual([]);
    expect(codesOf(mail('GB', individual))).toEqual(['block CONSENT_REQUIRED']);
  });

  it('blocks a named address in Germany and cites the law [case 23]', () => {
    const [reason] = decide(mail('DE'), ruleTable, workingHour).reasons;
    expect(reason).toMatchObject({ code: 'CONSENT_REQUIRED', effect: 'block', citation: 'UWG s7(2) no. 2' });
  });

  it('allows info@ of a Belgian company and blocks a named address [case 24]', () => {
    expect(codesOf(mail('BE', generic))).toEqual([]);
    expect(codesOf(mail('BE'))).toEqual(['block CONSENT_REQUIRED']);
  });

  it('blocks info@ of a Belgian subscriber that is not certainly a company [case 24] [G16]', () => {
    expect(codesOf(mail('BE', { ...generic, ...individual }))).toEqual(['block CONSENT_REQUIRED']);
    const unknown = { ...generic, subscriberType: 'unknown' } as const;
    expect(codesOf(mail('BE', unknown))).toEqual(['block CONSENT_REQUIRED', 'hold SUBSCRIBER_UNPROVEN']);
  });

  it('treats a mailbox of unknown kind as a named one', () => {
    expect(codesOf(mail('BE', { mailboxKind: null }))).toEqual(['block CONSENT_REQUIRED']);
  });

  it('asks for no role at a mailbox of a French company, which is the company itself', () => {
    const noRoles = { lia: { bounds: { countries: ['FR'], targetRoles: [] } } };
    expect(codesOf(mail('FR', generic, noRoles))).toEqual([]);
    expect(codesOf(mail('FR', {}, noRoles))).toEqual(['hold RELEVANCE_UNPROVEN']);
  });

  it('blocks a country whose rule nobody could settle', () => {
    expect(codesOf(mail('LU'))).toEqual(['block COUNTRY_UNREVIEWED']);
  });

  const proven: Partial<SourceFacts> = { publishedBy: 'person', hasEvidence: true, noSolicitation: false };

  it.each<[string, Partial<SourceFacts>, string[]]>([
    ['every proof is there', {}, []],
    ['the employer published it', { publishedBy: 'employer' }, []],
    ['a third party published it', { publishedBy: 'third_party' }, ['block PUBLICATION_UNPROVEN']],
    ['nobody knows who published it', { publishedBy: null }, ['block PUBLICATION_UNPROVEN']],
    ['there is no snapshot', { hasEvidence: false }, ['block PUBLICATION_UNPROVEN']],
    ['nobody looked for a request not to advertise', { noSolicitation: null }, ['block PUBLICATION_UNPROVEN']],
    ['the page refuses advertising', { noSolicitation: true }, ['block PUBLICATION_UNPROVEN', 'block NO_SOLICITATION']],
    ['the page shows another field', { fields: ['jobTitle'] }, ['block PUBLICATION_UNPROVEN', 'hold SOURCE_MISSING']],
  ])('judges a published Canadian address when %s [case 31]', (_, source, codes) => {
    const contact = { timeZone: 'Europe/London', sources: [sourceFacts({ ...proven, ...source })] };
    expect(codesOf(mail('CA', contact))).toEqual(codes);
  });

  it('names the proofs that are missing [case 31]', () => {
    const contact = { sources: [sourceFacts({ hasEvidence: false })] };
    const [reason] = decide(mail('CA', contact), ruleTable, workingHour).reasons;
    expect(reason?.message).toContain('missing: a snapshot of the page');
  });

  it('takes one source with all proofs, not two with half of them each [case 31]', () => {
    const halves = [sourceFacts({ hasEvidence: false }), sourceFacts({ publishedBy: 'third_party' })];
    expect(codesOf(mail('NZ', { sources: halves }))).toEqual(['block PUBLICATION_UNPROVEN']);
    expect(codesOf(mail('NZ', { sources: [...halves, sourceFacts()] }))).toEqual([]);
  });
});

describe('channelPermitted for calls', () => {
  function call(country: string, contact: Partial<ContactFacts>, register?: string): Facts {
    const screenings = register === undefined ? [] : [{ register, result: 'clear' as const, screenedAt: workingHour }];
    const lia = { bounds: { countries: [country] } };
    return callFacts({ contact: { country, phoneCountry: country, ...contact }, lia, call: { screenings } });
  }

  it('allows an Irish landline after a fresh look-up and blocks a mobile [case 25]', () => {
    expect(codesOf(call('IE', { phoneLineType: 'fixed' }, 'NDD'))).toEqual([]);
    expect(codesOf(call('IE', { phoneLineType: 'fixed' }))).toEqual(['block REGISTER_MISSING']);
    expect(codesOf(call('IE', { phoneLineType: 'mobile' }, 'NDD'))).toEqual(['block CONSENT_REQUIRED']);
  });

  it.each(['fixed_or_mobile', 'other', null] as const)(
    'blocks an Irish number of kind %s [case 25]',
    (phoneLineType) => {
      expect(codesOf(call('IE', { phoneLineType }, 'NDD'))).toEqual(['block CONSENT_REQUIRED']);
    },
  );

  it('treats an American number of unknown kind as a mobile, and one that may be either by its look-up', () => {
    expect(codesOf(call('US', { phoneLineType: null }, 'US_REGISTRY'))).toEqual(['block CONSENT_REQUIRED']);
    expect(codesOf(call('US', { phoneLineType: 'mobile' }, 'US_REGISTRY'))).toEqual(['block CONSENT_REQUIRED']);
    expect(codesOf(call('US', { phoneLineType: 'fixed_or_mobile' }, 'US_REGISTRY'))).toEqual([]);
  });

  it('allows a Dutch company and blocks a sole trader [G16]', () => {
    expect(codesOf(call('NL', {}))).toEqual([]);
    expect(codesOf(call('NL', individual))).toEqual(['block CONSENT_REQUIRED']);
  });

  it('holds French sole traders and German businesses until somebody records the basis', () => {
    expect(codesOf(call('FR', {}))).toEqual([]);
    expect(codesOf(call('FR', individual))).toEqual(['hold BASIS_UNRECORDED']);
    expect(codesOf(call('DE', {}))).toEqual(['hold BASIS_UNRECORDED']);
  });
});
