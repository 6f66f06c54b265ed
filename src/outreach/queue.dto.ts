// Answers for the shapes in which the queue and its dead letters go out.
import type { ReasonCode } from '../gate/reason-codes.js';
import type { Touch } from '../ports/touch-schedule.port.js';
import { toIso } from '../shared/instant.js';

/** How many touches are under way. */
export class QueueDto {
  /** Handed to the queue, in nobody's hands yet. */
  waiting!: number;
  /** In the hands of a process at this moment. */
  active!: number;
  /** Laid aside until a person looks at them. */
  deadLetterCount!: number;
}

/** A touch whose sending broke off. */
export class DeadLetterDto {
  touchId!: string;
  campaignId!: string;
  contactId!: string;
  /** Code of the reason. */
  reason!: ReasonCode;
  /** What happened, for people. */
  message!: string;
  /** When it was laid aside; RFC 3339. */
  at!: string;
}

/** One page of dead letters. */
export class DeadLetterPageDto {
  items!: DeadLetterDto[];
  nextCursor!: string | null;
}

/** A dead letter that was put back. */
export class RequeuedDto {
  touchId!: string;
  /** From when on it is looked at again; RFC 3339. */
  dueAt!: string | null;
}

export function deadLetterView({ id, campaignId, contactId, verdicts }: Touch): DeadLetterDto[] {
  const verdict = verdicts.at(-1);
  const reason = verdict?.reasons[0];
  if (verdict === undefined || reason === undefined) return [];
  const { code, message } = reason;
  return [{ touchId: id, campaignId, contactId, reason: code, message, at: toIso(verdict.decidedAt) }];
}
