// Answers for fresh look-ups in do-not-call registers, where the country asks for them (U6, V4; case 27).
import { dayMs, type Instant } from '../../shared/instant.js';
import { cellOf } from '../cell-of.js';
import type { ContactFacts, ScreeningFacts } from '../facts.js';
import type { Inquiry, JudgedCountry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { RegisterRule } from '../rule-table/country-row.js';
import type { Reason } from '../verdict.js';

export function registerScreened(inquiry: Inquiry): Reason[] {
  const { facts, countries } = inquiry;
  const { contact } = facts;
  if (contact === null) return [];
  // Where the channel is forbidden anyway no look-up would help, and none is asked.
  const open = countries.filter(({ row }) => !['IN', 'OPEN'].includes(cellOf(row, facts, contact)));
  return facts.channel === 'email'
    ? open.flatMap((country) => emailReasons(country))
    : open.flatMap((country) => callReasons(country, contact, inquiry));
}

/** A look-up by email address cannot be recorded yet, so a list that the law asks for blocks. */
function emailReasons({ row }: JudgedCountry): Reason[] {
  const { citation, registers = [] } = row.email;
  return registers.map((register) =>
    reason('REGISTER_MISSING', { slots: { country: row.name, register }, citation, fix: null }),
  );
}

function callReasons({ row }: JudgedCountry, contact: ContactFacts, { facts, now }: Inquiry): Reason[] {
  const screenings = facts.call?.screenings ?? [];
  return row.call.registers
    .filter((register) => register.lines === 'all' || contact.phoneLineType !== 'fixed')
    .flatMap((register) => {
      const slots = { country: row.name, register: register.name, days: register.maxAgeDays };
      const details = { slots, citation: row.call.citation };
      const latest = latestOf(screenings, register);
      if (latest === null) return [reason('REGISTER_MISSING', details)];
      if (latest.result === 'listed') return [reason('REGISTER_LISTED', details)];
      return isFresh(latest, register, now) ? [] : [reason(register.staleCode, details)];
    });
}

/** Of two look-ups at the same time the one that found the number counts. */
function latestOf(screenings: readonly ScreeningFacts[], register: RegisterRule): ScreeningFacts | null {
  const ofRegister = screenings.filter((screening) => screening.register.toUpperCase() === register.name);
  return ofRegister.reduce<ScreeningFacts | null>((latest, screening) => {
    if (latest === null || screening.screenedAt > latest.screenedAt) return screening;
    return screening.screenedAt === latest.screenedAt && screening.result === 'listed' ? screening : latest;
  }, null);
}

/** A look-up of exactly the highest age is stale already; one from the future proves nothing. */
function isFresh(screening: ScreeningFacts, register: RegisterRule, now: Instant): boolean {
  const ageMs = now - screening.screenedAt;
  return ageMs >= 0 && ageMs < register.maxAgeDays * dayMs;
}
