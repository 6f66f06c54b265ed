// Answers for proving that the message must concern the role of the person.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { callFacts, emailFacts, type FactsOverrides } from '../facts.builder.js';
import type { Facts } from '../facts.js';

interface Roles {
  readonly title: string | null;
  readonly lia?: readonly string[];
  readonly campaign?: readonly string[];
  readonly country?: string;
}

function facts({ title, lia = [], campaign = [], country = 'GB' }: Roles, more: FactsOverrides['contact'] = {}): Facts {
  return emailFacts({
    contact: { jobTitle: title, country, ...more },
    lia: { bounds: { targetRoles: lia, countries: [country] } },
    campaign: { targetRoles: campaign },
  });
}

describe('roleRelevance', () => {
  it('allows a title among the target roles [A08]', () => {
    expect(codesOf(facts({ title: ' head of LEARNING ', campaign: ['Head of Learning'] }))).toEqual([]);
    expect(codesOf(facts({ title: 'Head of Learning', lia: ['Head of *'] }))).toEqual([]);
  });

  it.each([['Caretaker'], [null], ['  ']])('holds the title %j outside the target roles [A08]', (title) => {
    expect(codesOf(facts({ title, campaign: ['Head of Learning'] }))).toEqual(['hold RELEVANCE_UNPROVEN']);
    expect(codesOf(facts({ title, lia: ['Head of Learning'] }))).toEqual(['hold RELEVANCE_UNPROVEN']);
  });

  it('lets the campaign narrow the roles of the assessment and not widen them [A08]', () => {
    const roles = { lia: ['Head of *'], campaign: ['Head of Learning', 'Caretaker'] };
    expect(codesOf(facts({ title: 'Head of Learning', ...roles }))).toEqual([]);
    expect(codesOf(facts({ title: 'Head of Sales', ...roles }))).toEqual(['hold RELEVANCE_UNPROVEN']);
    expect(codesOf(facts({ title: 'Caretaker', ...roles }))).toEqual(['hold RELEVANCE_UNPROVEN']);
  });

  it('asks for no role when none is set and the country does not ask [A08]', () => {
    expect(codesOf(facts({ title: null }))).toEqual([]);
  });

  it.each(['IE', 'FR', 'FI', 'CA', 'AU', 'NZ', 'SK'])('holds in %s when no target roles are set [A08]', (country) => {
    expect(codesOf(facts({ title: 'Head of Learning', country }))).toEqual(['hold RELEVANCE_UNPROVEN']);
    expect(codesOf(facts({ title: 'Head of Learning', country, lia: ['Head of *'] }))).toEqual([]);
  });

  it('asks a mailbox such as info@ only where the country does', () => {
    const generic = { mailboxKind: 'generic' } as const;
    expect(codesOf(facts({ title: null, lia: ['Head of *'] }, generic))).toEqual([]);
    expect(codesOf(facts({ title: null, lia: ['Head of *'], country: 'IE' }, generic))).toEqual([
      'hold RELEVANCE_UNPROVEN',
    ]);
  });

  it('asks for the role of whoever is called [A08]', () => {
    const contact = { jobTitle: null, mailboxKind: 'generic' } as const;
    expect(codesOf(callFacts({ contact }))).toEqual(['hold RELEVANCE_UNPROVEN']);
  });
});
