// Answers for which process of an installation does the background work: exactly one leads.

/**
 * Leading keeps work from being done twice: an import counted twice, mail paced twice. No promise depends on it: claims
 * and suppressions meet in the ledger, and hold for any number of processes that lead, or believe that they do.
 */
export abstract class ProcessLead {
  /**
   * Leads from now on, unless another process does; asked again while leading, it stays so where nobody has taken over
   * meanwhile. Ask at least every second: who does not is given up. Ends with `release` or with the process, however that ends.
   * @returns whether this process leads. @throws DependencyError where it cannot be known.
   */
  abstract tryTake(): Promise<boolean>;
  /** Another process may lead; no error where this one does not. */
  abstract release(): Promise<void>;
}
