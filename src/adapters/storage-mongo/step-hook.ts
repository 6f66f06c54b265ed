// Answers for the seam at which tests stop, lose or double a single command of the store.

/** Steps are named `<verb>.<step>`, as `claim.update`. What a hook throws is treated as if the driver had thrown it. */
export interface StepHook {
  /** Ahead of each try of the command. */
  before?(step: string): Promise<void>;
  /** After the server's answer, before anybody sees it. */
  after?(step: string): Promise<void>;
}
