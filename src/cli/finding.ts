// Answers for the shape of what a check found.
export interface Finding {
  readonly check: string;
  readonly isOk: boolean;
  /** One sentence, without personal data. */
  readonly message: string;
}
