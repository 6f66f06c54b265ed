// Answers for the comparison of two engines seeing what it must: faults that were put into one of two equal engines.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openStorage } from '../support/open-storage.js';
import { overriding } from '../support/overriding.js';
import { seededRandom } from '../support/seeded-random.js';
import { firstDifference, storageCommands } from '../support/storage-operations.js';
import type { StoragePorts } from '../support/storage-ports.js';

const minute = 60_000;
const operationCount = 150;
const { seed } = seededRandom('differential');

/** Each breaks one rule, in a way that only some sequences of operations show. */
const faults: Readonly<Record<string, (ports: StoragePorts) => Partial<StoragePorts>>> = {
  'a lift takes any number': ({ ledger }) => ({
    ledger: overriding(ledger, {
      lift: async (id, number, event) => {
        const standing = await ledger.findSuppression(id);
        return ledger.lift(id, standing?.number ?? number, event);
      },
    }),
  }),
  'the gap is too short': ({ ledger }) => ({
    ledger: overriding(ledger, {
      claimTouch: (claim, event) => ledger.claimTouch({ ...claim, minGapMs: claim.minGapMs / 2 }, event),
    }),
  }),
  'a claim sees only its first gate': ({ ledger }) => ({
    ledger: overriding(ledger, {
      claimTouch: (claim, event) => ledger.claimTouch({ ...claim, gates: claim.gates.slice(1) }, event),
    }),
  }),
  'a claim forgets the step': ({ ledger }) => ({
    ledger: overriding(ledger, {
      claimTouch: (claim, event) => ledger.claimTouch({ ...claim, stepKey: claim.touchId }, event),
    }),
  }),
  'older keys are not looked at': ({ ledger }) => ({
    ledger: overriding(ledger, { findPerson: ({ current }) => ledger.findPerson({ current, older: [] }) }),
  }),
  'a settlement leaves no payload': ({ ledger }) => ({
    ledger: overriding(ledger, {
      settleTouch: (settlement, event) => ledger.settleTouch(settlement, { ...event, payload: undefined }),
    }),
  }),
  'the leaf of an erasure names nobody': ({ contacts }) => ({
    contacts: overriding(contacts, {
      erase: (id, at, event) => contacts.erase(id, at, { ...event, subject: undefined }),
    }),
  }),
  'held touches are not counted': ({ touches }) => ({
    touches: overriding(touches, {
      counts: async (id) => {
        const { byState, byReason } = await touches.counts(id);
        return { byState: { ...byState, held: 0 }, byReason };
      },
    }),
  }),
  'a stale save is taken': ({ campaigns }) => ({
    campaigns: overriding(campaigns, {
      save: async (campaign, event) => {
        const revision = ((await campaigns.find(campaign.id))?.revision ?? 0) + 1;
        return campaigns.save({ ...campaign, revision }, event);
      },
    }),
  }),
};

describe('The comparison of two engines', () => {
  it.each(Object.entries(faults))(
    'finds a difference when %s',
    async (_name, fault) => {
      const faulty = () => {
        const ports = openStorage();
        return { ...ports, ...fault(ports) };
      };
      const property = fc.asyncProperty(storageCommands(operationCount), async (commands) => {
        return (await firstDifference(commands, [openStorage, faulty])) === null;
      });
      const { failed } = await fc.check(property, { seed, numRuns: 1_500, endOnFailure: true });
      expect(failed).toBe(true);
    },
    minute,
  );

  it(
    'finds none when nothing is broken',
    async () => {
      const property = fc.asyncProperty(storageCommands(operationCount), async (commands) => {
        expect(await firstDifference(commands, [openStorage, openStorage])).toBeNull();
      });
      await fc.assert(property, { seed, numRuns: 25 });
    },
    minute,
  );
});
