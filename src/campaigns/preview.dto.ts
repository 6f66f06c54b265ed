// Answers for the shapes of verdicts and previews on the outside.
import type { Outcome } from '../gate/verdict.js';

/** One reason of a verdict. */
export class ReasonDto {
  code!: string;
  /** One sentence for a salesperson. */
  message!: string;
  /** Law, guideline or rule. */
  citation!: string | null;
  /** What somebody can do about it. */
  fix!: string | null;
  /** When waiting ends, RFC 3339. */
  until!: string | null;
}

/** May this touch be made? Every reason against it is named. */
export class VerdictDto {
  outcome!: Outcome;
  reasons!: ReasonDto[];
  /** `sha256:<hex>` over checks and rule table. */
  policyVersion!: string;
  liaId!: string | null;
  liaVersion!: number | null;
  /** RFC 3339. */
  decidedAt!: string;
}

/** The verdict on one contact. */
export class PreviewItemDto {
  contactId!: string;
  verdict!: VerdictDto;
}

/** A message as one contact would get it. */
export class SampleDto {
  contactId!: string;
  /** From 1, as people count. */
  step!: number;
  subject!: string;
  text!: string;
  html?: string;
}

/** How many contacts each outcome stands for. */
export class TotalsDto {
  allow!: number;
  hold!: number;
  block!: number;
}

/** What a launch now would do. Totals are over the whole audience, items over one page. */
export class PreviewDto {
  totals!: TotalsDto;
  /** Contacts per reason code; a contact with two reasons counts under both. */
  byReason!: Record<string, number>;
  items!: PreviewItemDto[];
  nextCursor!: string | null;
  /** Every step, rendered for up to three contacts that may be contacted. */
  samples!: SampleDto[];
}
