// Answers for what the end of an SMTP dialogue means: for the ledger, for the plan, for the steps after it.
import type { MailOutcome, MailReply } from '../ports/mail-transport.port.js';
import type { TouchSettlement } from '../ports/touch-ledger.port.js';
import type { Touch, TouchChange } from '../ports/touch-schedule.port.js';
import { plusMs, type Instant } from '../shared/instant.js';
import { maxTries, retryDelayMs } from './retry-delay.js';

export interface Settlement {
  readonly outcome: TouchSettlement['outcome'];
  readonly change: TouchChange;
  /** `plan` the next step, `cancel` all later ones, `hold` the next one for a person, or leave them. */
  readonly laterSteps: 'plan' | 'cancel' | 'hold' | 'leave';
  /** The relay said that the address does not exist. */
  readonly isAddressInvalid: boolean;
}

// RFC 3463: bad or moved mailbox, bad system, bad syntax; 5.2.1 is a disabled mailbox, 5.1.10 a null MX (RFC 7505).
const invalidStatuses: readonly string[] = ['5.1.0', '5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1'];

export function settlementOf(
  outcome: MailOutcome,
  touch: Touch,
  o: { readonly at: Instant; readonly retryFirstSeconds: number },
): Settlement {
  const { at } = o;
  const { startedAt } = outcome;
  const base = { startedAt, settledAt: at, smtp: smtpView(outcome.reply) };
  const isAddressInvalid = outcome.kind === 'refused' && saysInvalid(outcome.reply);
  const end = (state: 'sent' | 'unknown' | 'not_transmitted', laterSteps: Settlement['laterSteps']): Settlement => {
    return { outcome: state, change: { ...base, state, dueAt: null }, laterSteps, isAddressInvalid };
  };
  switch (outcome.kind) {
    case 'sent':
      return end('sent', 'plan');
    case 'unknown':
      return end('unknown', 'hold');
    case 'refused':
      return end('not_transmitted', 'cancel');
    case 'deferred':
    case 'not_started': {
      const tryCount = touch.tryCount + 1;
      if (tryCount >= maxTries) {
        const last = end('not_transmitted', 'cancel');
        return { ...last, change: { ...last.change, tryCount } };
      }
      const dueAt = plusMs(at, retryDelayMs(outcome.kind, touch.tryCount, o.retryFirstSeconds));
      const change = { ...base, settledAt: null, state: 'scheduled', dueAt, tryCount } as const;
      return { outcome: 'not_transmitted', change, laterSteps: 'leave', isAddressInvalid: false };
    }
  }
}

/** A refusal of the sender (MAIL FROM) says nothing about the person. */
function saysInvalid(reply: MailReply | null): boolean {
  if (reply === null || reply.phase === 'mail_from' || reply.status === null) return false;
  return invalidStatuses.includes(reply.status);
}

function smtpView(reply: MailReply | null): { code: number; text: string } | null {
  if (reply === null) return null;
  return { code: reply.code, text: [reply.status, reply.text].filter((part) => part !== null).join(' ') };
}
