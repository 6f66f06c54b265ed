// Answers for the proof that a kept reply opens only for the one who asked.
import { describe, expect, it } from '@jest/globals';
import { ReplySeal } from './reply-seal.js';

describe('ReplySeal', () => {
  it('opens what it closed, and never closes twice alike [P7]', () => {
    const seal = new ReplySeal('mine');
    const [one, two] = [seal.close('Grüße'), seal.close('Grüße')];
    expect([seal.open(one), seal.open(two), one === two]).toEqual(['Grüße', 'Grüße', false]);
  });

  it('does not open under another secret or after a change [P7]', () => {
    const sealed = new ReplySeal('mine').close('text');
    expect(() => new ReplySeal('yours').open(sealed)).toThrow();
    expect(() => new ReplySeal('mine').open(`AAAA${sealed.slice(4)}`)).toThrow();
  });

  it('digests the same request alike only under the same secret [P7]', () => {
    expect(new ReplySeal('mine').digest('a')).toBe(new ReplySeal('mine').digest('a'));
    expect(new ReplySeal('mine').digest('a')).not.toBe(new ReplySeal('yours').digest('a'));
  });
});
