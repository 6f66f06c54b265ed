// Answers for how long a committed suppression waits before it may be acknowledged (ledger protocol, R9, R10, R14).
import type { Clock } from '../ports/clock.port.js';
import type { TouchLedger } from '../ports/touch-ledger.port.js';
import type { AttemptToken, RowId } from '../shared/ids.js';

export interface EffectNeeds {
  readonly rowIds: readonly RowId[];
  /** In flight in a row as the suppression's own commit left it. */
  readonly attempts: ReadonlySet<AttemptToken>;
  /** A gate row was closed, or something may be in flight that no row names. */
  readonly needsFullWait: boolean;
}

const pollMs = 25;

/** One wait that outlasts every lease taken before it began (R9). Milliseconds. */
export function leaseWaitMs(leaseMs: number): number {
  return Math.ceil(leaseMs * 1.1) + 50;
}

/**
 * Call it after the last commit: the span is counted from here. Only waits that have ended are counted, so a clock
 * that stood still or went ahead cannot shorten it.
 */
export async function waitUntilEffective(needs: EffectNeeds, ledger: TouchLedger, clock: Clock): Promise<void> {
  let leftMs = leaseWaitMs(ledger.leaseMs);
  if (needs.needsFullWait) {
    await clock.wait(leftMs);
    return;
  }
  while (leftMs > 0 && (await isAnyInFlight(needs, ledger))) {
    const stepMs = Math.min(pollMs, leftMs);
    await clock.wait(stepMs);
    leftMs -= stepMs;
  }
}

async function isAnyInFlight({ attempts, rowIds }: EffectNeeds, ledger: TouchLedger): Promise<boolean> {
  if (attempts.size === 0) return false;
  const open = await ledger.inFlight(rowIds);
  return open.some((attempt) => attempts.has(attempt));
}
