// Answers for which touches are those whose sending broke off: held, and waiting for a person.
import type { ReasonCode } from '../../gate/reason-codes.js';

const code: ReasonCode = 'SENDING_FAILED';

/** The reason leads in an index of the few that have reasons at all. */
export const isDeadLetter = { reasons: code, state: 'held', dueAt: null, reasonSet: { $exists: true } } as const;
