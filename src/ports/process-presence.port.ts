// Answers for which processes of an installation are alive, so that nobody settles a touch that another is still sending.
import type { ProcessId } from '../shared/ids.js';

/**
 * Only saves a touch from being called `unknown` too early (R8): safety rests on the lease, whoever is taken for dead.
 * Each process counts the beats of the others on its own monotonic clock, so clocks need not agree.
 */
export abstract class ProcessPresence {
  /** Says that this process is alive. Ask at least every second while it claims. @throws DependencyError. */
  abstract beat(): Promise<void>;
  /**
   * Processes whose beats did not stand still for longer than the bound since this process first looked; this one included.
   * @throws DependencyError where it cannot be known.
   */
  abstract present(): Promise<ReadonlySet<ProcessId>>;
}
