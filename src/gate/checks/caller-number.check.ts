// Answers for the number a call comes from: shown, named by the assessment, of a permitted kind (U5, V2; case 28).
import type { CallFacts, LiaFacts } from '../facts.js';
import type { Inquiry, JudgedCountry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

export function callerNumber({ facts, countries }: Inquiry): Reason[] {
  if (facts.channel !== 'call' || facts.contact === null) return [];
  const { call } = facts;
  if (call === null || call.callerNumber === null || call.callerNumber === '')
    return [reason('CALLER_NUMBER_WITHHELD')];
  return [...undeclared(call.callerNumber, facts.lia), ...countries.flatMap((country) => mobile(call, country))];
}

function undeclared(number: string, lia: LiaFacts | null): Reason[] {
  return lia?.callerNumbers.includes(number) ? [] : [reason('CALLER_NUMBER_UNDECLARED')];
}

/** Orden TDF/149/2025 (Spain): a number that may be a mobile is treated as one. */
function mobile(call: CallFacts, { row }: JudgedCountry): Reason[] {
  const isCertainlyNone = call.callerLineType === 'fixed' || call.callerLineType === 'other';
  if (row.call.forbidsMobileCaller !== true || isCertainlyNone) return [];
  return [reason('CALLER_NUMBER_MOBILE', { slots: { country: row.name }, citation: row.call.citation })];
}
