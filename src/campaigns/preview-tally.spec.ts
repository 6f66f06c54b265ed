// Answers for the proof that a preview counts everybody and shows one page and a few samples.
import { describe, expect, it } from '@jest/globals';
import { aVerdict } from '../../test/support/campaign.builder.js';
import { aContact } from '../../test/support/contact.builder.js';
import { noon } from '../../test/support/event.builder.js';
import type { Reason, Verdict } from '../gate/verdict.js';
import type { Contact } from '../ports/contact-store.port.js';
import type { ContactId } from '../shared/ids.js';
import { PreviewTally } from './preview-tally.js';

const contact = (id: string): Contact => ({ ...aContact(), id: id as ContactId });
const reason = (code: Reason['code'], more: Partial<Reason> = {}): Reason => ({
  ...{ code, effect: 'hold', message: code, citation: null, fix: null, until: null },
  ...more,
});
const allow = aVerdict();
const atNight: Verdict = { ...aVerdict(), outcome: 'hold', reasons: [reason('QUIET_HOURS', { until: noon })] };
const unproven: Verdict = { ...aVerdict(), outcome: 'hold', reasons: [reason('RELEVANCE_UNPROVEN')] };
const blocked: Verdict = {
  ...aVerdict(),
  outcome: 'block',
  reasons: [reason('SUPPRESSED', { effect: 'block' }), reason('QUIET_HOURS', { until: noon })],
};

function tallyOf(verdicts: readonly Verdict[], page = { cursor: null as string | null, limit: 2 }): PreviewTally {
  const tally = new PreviewTally(page);
  verdicts.forEach((verdict, index) => {
    tally.add(contact(`c${index}`), verdict);
  });
  return tally;
}

describe('PreviewTally', () => {
  it('counts the whole audience when the page is small [P6]', () => {
    const tally = tallyOf([allow, atNight, blocked, allow, unproven]);
    expect(tally.totals).toEqual({ allow: 2, hold: 2, block: 1 });
    expect(tally.byReason).toEqual({ QUIET_HOURS: 2, SUPPRESSED: 1, RELEVANCE_UNPROVEN: 1 });
    expect(tally.items.map((item) => item.contactId)).toEqual(['c0', 'c1']);
    expect(tally.nextCursor).toBe('c1');
  });

  it('goes on after the cursor when one is given, and ends when nobody is left', () => {
    const tally = tallyOf([allow, allow, allow, allow], { cursor: 'c1', limit: 2 });
    expect(tally.items.map((item) => item.contactId)).toEqual(['c2', 'c3']);
    expect(tally.nextCursor).toBeNull();
    expect(tally.totals.allow).toBe(4);
  });

  it('takes three allowed contacts as samples when there are more', () => {
    const tally = tallyOf([atNight, allow, blocked, allow, allow, allow]);
    expect(tally.samples.map((sample) => sample.id)).toEqual(['c1', 'c3', 'c4']);
  });

  it('takes those that only the hour holds as samples when nobody is allowed', () => {
    const tally = tallyOf([blocked, unproven, atNight]);
    expect(tally.samples.map((sample) => sample.id)).toEqual(['c2']);
  });
});
