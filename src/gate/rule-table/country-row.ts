// Answers for the shape of a country's row: what its law lets an unsolicited business contact do.
import type { DateOnly } from '../../shared/instant.js';

/**
 * OUT: allowed until the person objects. REL: allowed where the message concerns the person's role. GEN: only to an
 * impersonal mailbox such as info@. PUB: only to an address openly published by or for the person. IN: prior consent.
 * HOLD: needs facts that the product cannot check. OPEN: no usable source; fails closed.
 */
export type CellVerdict = 'OUT' | 'REL' | 'GEN' | 'PUB' | 'IN' | 'HOLD' | 'OPEN';

/** H: primary text or regulator. M: good secondary source. L: must be checked by a lawyer first; fails closed. */
export type Confidence = 'H' | 'M' | 'L';

interface ChannelRule {
  /** A company whose company number is on record. */
  readonly corporate: CellVerdict;
  /** A person, a sole trader or an ordinary partnership; also where it is not known (rules U3, G16). */
  readonly individual: CellVerdict;
  /** Why the verdict is HOLD. */
  readonly holdWhy?: string;
  readonly citation: string;
  readonly confidence: Confidence;
}

export interface EmailRule extends ChannelRule {
  /** Verdict for an impersonal mailbox of a company, where it differs. */
  readonly companyMailbox?: CellVerdict;
  /** Lists that must be looked up before an email; no look-up by address can be recorded yet, so they block. */
  readonly registers?: readonly string[];
}

export interface RegisterRule {
  readonly name: string;
  /** A look-up of this age (in days of 24 hours) or older is stale. */
  readonly maxAgeDays: number;
  readonly staleCode: 'TPS_STALE' | 'REGISTER_STALE';
  /** `not_fixed`: only for a line that is not certainly a landline. */
  readonly lines: 'all' | 'not_fixed';
}

/** Hours of some weekdays (1 = Monday), `HH:MM` local to the person, up to `24:00`. */
export interface DayHours {
  readonly days: readonly number[];
  readonly ranges: readonly { readonly from: string; readonly to: string }[];
}

export interface CallRule extends ChannelRule {
  /** Verdicts for lines that are certainly mobile, and for lines that are not certainly landlines. */
  readonly lines?: { readonly mobile?: CellVerdict; readonly unclear?: CellVerdict };
  readonly registers: readonly RegisterRule[];
  readonly hours: readonly DayHours[];
  readonly forbidsMobileCaller?: true;
}

export interface CountryRow {
  readonly name: string;
  readonly email: EmailRule;
  readonly call: CallRule;
  /** Parts of the sender's identity without which nothing may ever leave; elsewhere their lack holds. */
  readonly hardNeeds: readonly ('postal_address' | 'controller_contact')[];
  /** What the law asks of message, call and sender, in words. */
  readonly mustHaves: readonly string[];
  /** Region of the country whose public holidays stand for all of it; absent: the national ones. */
  readonly holidayRegion?: string;
  readonly checkedOn: DateOnly;
  /** The lawyer who reviewed the row; null where none did yet. */
  readonly reviewer: string | null;
}

/** Rows by ISO 3166-1 alpha-2 code. */
export type CountryRows = Readonly<Record<string, CountryRow>>;
