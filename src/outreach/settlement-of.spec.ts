// Answers for the proof that each end of an SMTP dialogue has the right consequence, and no more.
import { describe, expect, it } from '@jest/globals';
import { aTouch } from '../../test/support/campaign.builder.js';
import { noon } from '../../test/support/event.builder.js';
import type { MailOutcome, MailReply } from '../ports/mail-transport.port.js';
import type { Touch } from '../ports/touch-schedule.port.js';
import { newId, type CampaignId } from '../shared/ids.js';
import { hourMs, plusMs, secondMs } from '../shared/instant.js';
import { maxTries, retryDelayMs } from './retry-delay.js';
import { settlementOf } from './settlement-of.js';

const when = { at: noon, retryFirstSeconds: 30 };

function touch(tryCount = 0): Touch {
  const open = { claimedAt: noon, startedAt: null, settledAt: null, smtp: null, verdicts: [] };
  return { ...aTouch(newId<CampaignId>(), 'jane'), state: 'claimed', ...open, tryCount };
}

function outcome(kind: MailOutcome['kind'], reply: Partial<MailReply> | null = null): MailOutcome {
  const full = { phase: 'rcpt_to', code: 550, status: null, text: 'No', ...reply } as const;
  return { kind, reply: reply === null ? null : full, startedAt: noon };
}

describe('settlementOf', () => {
  it.each([
    { kind: 'sent', ledger: 'sent', state: 'sent', later: 'plan' },
    { kind: 'unknown', ledger: 'unknown', state: 'unknown', later: 'hold' },
    { kind: 'refused', ledger: 'not_transmitted', state: 'not_transmitted', later: 'cancel' },
    { kind: 'deferred', ledger: 'not_transmitted', state: 'scheduled', later: 'leave' },
    { kind: 'not_started', ledger: 'not_transmitted', state: 'scheduled', later: 'leave' },
  ] as const)('is $ledger in the ledger and $state in the plan when the relay ends with $kind [R4]', (row) => {
    const settlement = settlementOf(outcome(row.kind), touch(), when);
    expect(settlement).toMatchObject({ outcome: row.ledger, laterSteps: row.later, change: { state: row.state } });
  });

  it('doubles the pause up to an hour when the relay defers again and again [M8]', () => {
    const waits = Array.from({ length: 9 }, (_, tries) => retryDelayMs('deferred', tries, 30) / secondMs);
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
    expect(settlementOf(outcome('deferred'), touch(20 - 12), when).change.dueAt).toBe(plusMs(noon, hourMs));
  });

  it('tries once more soon, then pauses likewise, when nothing had started', () => {
    const waits = Array.from({ length: 3 }, (_, tries) => retryDelayMs('not_started', tries, 30) / secondMs);
    expect(waits).toEqual([1, 30, 60]);
  });

  it('ends the touch when its tries are used up [R23]', () => {
    const last = settlementOf(outcome('deferred'), touch(maxTries - 1), when);
    expect(last).toMatchObject({ outcome: 'not_transmitted', laterSteps: 'cancel' });
    expect(last.change).toMatchObject({ state: 'not_transmitted', dueAt: null, tryCount: maxTries });
    expect(settlementOf(outcome('deferred'), touch(maxTries - 2), when).change.state).toBe('scheduled');
  });

  it.each(['5.1.0', '5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1'])(
    'calls the address invalid when the relay refuses it with %s [case 35]',
    (status) => {
      expect(settlementOf(outcome('refused', { status }), touch(), when).isAddressInvalid).toBe(true);
      const ofSender = outcome('refused', { status, phase: 'mail_from' });
      expect(settlementOf(ofSender, touch(), when).isAddressInvalid).toBe(false);
    },
  );

  it.each([null, '5.7.1', '5.2.2', '5.1.8', '4.2.2'])(
    'does not call the address invalid when the status is %s [case 35]',
    (status) => {
      expect(settlementOf(outcome('refused', { status }), touch(), when).isAddressInvalid).toBe(false);
    },
  );
});
