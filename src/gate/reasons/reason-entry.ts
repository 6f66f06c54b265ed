// Answers for the shape of one entry of the register of reason codes.

export interface ReasonEntry {
  /** What the reason does by default; a country row may make it stricter. */
  readonly effect: 'hold' | 'block';
  /** One sentence for a salesperson; `{name}` are slots that the check fills, never with personal data. */
  readonly message: string;
  /** Law, guideline or rule it stands on, unless the country row names its own. */
  readonly citation: string | null;
  /** What somebody can do about it; null where only waiting or nothing helps. */
  readonly fix: string | null;
}

export type ReasonEntries = Readonly<Record<string, ReasonEntry>>;
