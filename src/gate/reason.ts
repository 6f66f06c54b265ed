// Answers for making one reason of a verdict out of its code, the register and what the check knows.
import type { Instant } from '../shared/instant.js';
import { reasonCodes, type ReasonCode } from './reason-codes.js';
import type { Reason } from './verdict.js';

export interface ReasonDetails {
  /** Values of the `{slots}` in message and fix; never personal data. */
  readonly slots?: Readonly<Record<string, string | number>>;
  /** Stands in for the register's, for example the country row's own law. */
  readonly citation?: string;
  readonly effect?: 'hold' | 'block';
  /** Stands in for the register's fix; null where nothing helps in this case. */
  readonly fix?: string | null;
  readonly until?: Instant | null;
}

export function reason(code: ReasonCode, details: ReasonDetails = {}): Reason {
  const entry = reasonCodes[code];
  const fix = details.fix === undefined ? entry.fix : details.fix;
  return {
    code,
    effect: details.effect ?? entry.effect,
    message: fill(entry.message, details.slots),
    citation: details.citation ?? entry.citation,
    fix: fix === null ? null : fill(fix, details.slots),
    until: details.until ?? null,
  };
}

function fill(template: string, slots: ReasonDetails['slots']): string {
  if (slots === undefined) return template;
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => String(slots[name] ?? slot));
}
