// Answers for the one cell of a country's row that a question falls into.
import type { ContactFacts, Facts } from './facts.js';
import type { CallRule, CellVerdict, CountryRow, EmailRule } from './rule-table/country-row.js';

/** A cell without GEN, which the kind of mailbox decides. */
export type Cell = Exclude<CellVerdict, 'GEN'>;

const strictness: Readonly<Record<Cell, number>> = { OUT: 0, REL: 1, PUB: 2, HOLD: 3, IN: 4, OPEN: 5 };

/**
 * Where the row's rule does not hang on the subscriber both columns say the same; elsewhere a company counts only with
 * its number on record (U3, G16). Rows of confidence L fail closed (rules.md 2.4).
 */
export function cellOf(row: CountryRow, facts: Facts, contact: ContactFacts): Cell {
  const rule = facts.channel === 'email' ? row.email : row.call;
  if (rule.confidence === 'L') return 'OPEN';
  return facts.channel === 'email' ? emailCell(row.email, contact) : callCell(row.call, contact);
}

/** A subscriber that is certainly a company. */
export function isProvenCompany(contact: ContactFacts): boolean {
  return contact.subscriberType === 'corporate' && contact.hasCompanyNumber;
}

function emailCell(rule: EmailRule, contact: ContactFacts): Cell {
  const isCompany = isProvenCompany(contact);
  const isGeneric = contact.mailboxKind === 'generic';
  if (isCompany && isGeneric && rule.companyMailbox !== undefined) return resolve(rule.companyMailbox, isGeneric);
  return resolve(isCompany ? rule.corporate : rule.individual, isGeneric);
}

function callCell(rule: CallRule, contact: ContactFacts): Cell {
  const bySubscriber = resolve(isProvenCompany(contact) ? rule.corporate : rule.individual, false);
  return lineCells(rule, contact).reduce(stricter, bySubscriber);
}

function lineCells(rule: CallRule, contact: ContactFacts): Cell[] {
  const { mobile = 'OUT', unclear = 'OUT' } = rule.lines ?? {};
  const cells = { mobile: resolve(mobile, false), unclear: resolve(unclear, false) };
  switch (contact.phoneLineType) {
    case 'fixed':
      return [];
    case 'mobile':
      return [cells.mobile];
    case 'fixed_or_mobile':
    case 'other':
      return [cells.unclear];
    case null:
      return [cells.mobile, cells.unclear];
  }
}

function resolve(verdict: CellVerdict, isGeneric: boolean): Cell {
  if (verdict !== 'GEN') return verdict;
  return isGeneric ? 'OUT' : 'IN';
}

function stricter(one: Cell, other: Cell): Cell {
  return strictness[one] >= strictness[other] ? one : other;
}
