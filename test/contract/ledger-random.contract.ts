// Answers for a ledger that keeps its invariants under any order of verbs, compared with a small model of it.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newAttemptToken, newId, type AttemptToken, type SuppressionId } from '../../src/shared/ids.js';
import { anEvent, loggedCount, loggedFrom } from '../support/event.builder.js';
import {
  aClaim,
  aPerson,
  aSuppression,
  addressOf,
  claimEvent,
  settlementOf,
  touchOf,
  type LedgerOpener,
} from '../support/ledger.builder.js';

const cap = 3;

type Verb =
  | { readonly kind: 'claim'; readonly touch: number; readonly attempt: number }
  | { readonly kind: 'settle'; readonly touch: number; readonly attempt: number; readonly outcome: Outcome }
  | { readonly kind: 'suppress' }
  | { readonly kind: 'lift'; readonly isLate: boolean };
type Outcome = 'sent' | 'not_transmitted' | 'unknown';

const touch = fc.integer({ min: 0, max: 4 });
const attempt = fc.integer({ min: 0, max: 2 });
const verbs = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('claim' as const), touch, attempt }) },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('settle' as const),
        touch,
        attempt,
        outcome: fc.constantFrom<Outcome>('sent', 'not_transmitted', 'unknown'),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('suppress' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('lift' as const), isLate: fc.boolean() }) },
  ),
  { maxLength: 40 },
);

/** The same rules in the plainest words; each effect owes the log one leaf. */
class Model {
  readonly entries = new Map<number, { attempt: number; state: 'in_flight' | 'sent' | 'unknown' }>();
  number = 0;
  isSuppressed = false;
  suppressionLeaves = 0;
  effects = 0;

  claim(touch: number, attempt: number): boolean {
    const entry = this.entries.get(touch);
    if (entry?.attempt === attempt && entry.state === 'in_flight') return true;
    if (this.isSuppressed || entry !== undefined || this.entries.size >= cap) return false;
    this.entries.set(touch, { attempt, state: 'in_flight' });
    this.effects += 1;
    return true;
  }

  settle(touch: number, attempt: number, outcome: Outcome): boolean {
    const entry = this.entries.get(touch);
    const mayChange =
      entry?.attempt === attempt && (entry.state === 'in_flight' || (entry.state === 'unknown' && outcome === 'sent'));
    if (!mayChange) return false;
    if (outcome === 'not_transmitted') this.entries.delete(touch);
    else this.entries.set(touch, { attempt, state: outcome });
    this.effects += 1;
    return true;
  }

  suppress(): void {
    const isLogged = !this.isSuppressed || this.suppressionLeaves < 20;
    this.number += 1;
    this.isSuppressed = true;
    if (!isLogged) return;
    this.suppressionLeaves += 1;
    this.effects += 1;
  }

  lift(number: number): boolean {
    if (!this.isSuppressed || number !== this.number) return false;
    this.isSuppressed = false;
    this.effects += 1;
    return true;
  }
}

export function ledgerRandomContract(open: LedgerOpener): void {
  describe('ledger: any order of verbs', () => {
    it('agrees with the model and keeps the cap when verbs come in any order [P1] [P2] [R1]', async () => {
      const ports = await open();
      let person = 0;
      const property = fc.asyncProperty(verbs, async (sequence) => {
        person += 1;
        await agree(ports, `person ${String(person)}`, sequence);
      });
      // fast-check prints its seed and the shortest failing sequence where this fails.
      await fc.assert(property, { numRuns: 60 });
      await ports.close();
    });
  });

  async function agree(ports: Awaited<ReturnType<LedgerOpener>>, name: string, sequence: readonly Verb[]) {
    const { ledger } = ports;
    const rowId = await aPerson(ledger, name);
    const model = new Model();
    const firstLeaf = await loggedCount(ports.auditLog);
    let standing = newId<SuppressionId>();
    const tokens: AttemptToken[] = [newAttemptToken(), newAttemptToken(), newAttemptToken()];
    const claimOf = (verb: { touch: number; attempt: number }) =>
      aClaim(rowId, { touchId: touchOf(String(verb.touch)), attempt: tokens[verb.attempt]!, maxTouches: cap });
    for (const verb of sequence) {
      if (verb.kind === 'claim') {
        const { granted } = await ledger.claimTouch(claimOf(verb), claimEvent(rowId));
        expect(granted).toBe(model.claim(verb.touch, verb.attempt));
      } else if (verb.kind === 'settle') {
        const settled = await ledger.settleTouch(settlementOf(claimOf(verb), verb.outcome), anEvent());
        expect(settled).toBe(model.settle(verb.touch, verb.attempt, verb.outcome));
      } else if (verb.kind === 'suppress') {
        standing = (await ledger.suppressPerson(addressOf(name), aSuppression(), anEvent())).suppression.id;
        model.suppress();
      } else {
        const number = verb.isLate ? model.number - 1 : model.number;
        expect(await ledger.lift(standing, number, anEvent())).toBe(model.lift(number));
      }
      const row = (await ledger.readPerson(rowId))!;
      expect(row.used).toEqual({ email: row.touches.length, call: 0 });
      expect(row.touches.length).toBe(model.entries.size);
      expect(row.suppression !== null).toBe(model.isSuppressed);
    }
    const leaves = await loggedFrom(ports.auditLog, firstLeaf);
    expect(leaves.map((leaf) => leaf.number)).toEqual(leaves.map((_, index) => firstLeaf + index));
    expect(leaves).toHaveLength(model.effects);
  }
}
