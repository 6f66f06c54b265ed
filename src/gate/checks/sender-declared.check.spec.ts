// Answers for proving that sender and relay are declared.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { emailFacts } from '../facts.builder.js';

describe('senderDeclared', () => {
  it('allows a relay that the assessment names, in any case [K2]', () => {
    expect(codesOf(emailFacts({ lia: { processorHosts: ['Relay.Example'] } }))).toEqual([]);
  });

  it('holds a relay that the assessment does not name [K2]', () => {
    const undeclared = ['hold PROCESSOR_UNDECLARED'];
    expect(codesOf(emailFacts({ lia: { processorHosts: [] } }))).toEqual(undeclared);
    expect(codesOf(emailFacts({ lia: { processorHosts: ['other.example'] } }))).toEqual(undeclared);
    expect(
      codesOf(emailFacts({ message: { relayHost: 'evil-relay.example' }, lia: { processorHosts: ['relay.example'] } })),
    ).toEqual(undeclared);
  });

  it('holds when no relay is set up', () => {
    expect(codesOf(emailFacts({ message: { relayHost: null } }))).toEqual(['hold RELAY_MISSING']);
  });

  it('holds when the campaign names no sender', () => {
    expect(codesOf(emailFacts({ message: { senderDomain: null } }))).toEqual(['hold SENDER_MISSING']);
  });
});
