// Answers for the proof that the death of the primary of three nodes doubles nothing and loses nothing; it needs a real mongod.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithReplicaSet } from '../support/describe-with.js';
import { faultProblems } from '../support/faults-problems.js';
import { FaultRun } from '../support/faults-run.js';
import { startReplicaSet, type ReplicaSet } from '../support/replica-set.js';

const minute = 60_000;
const contactCount = 60;
const settings = { FAIRKNOCK_RATE_PER_SENDER: '1200' };

describeWithReplicaSet('Three MongoDB nodes whose primary is killed in the middle of campaigns', () => {
  let set: ReplicaSet;
  let run: FaultRun;

  beforeAll(async () => {
    set = await startReplicaSet();
    run = await FaultRun.open('primary killed', { mongo: set, settings });
  }, 2 * minute);

  afterAll(() => run.close(), minute);

  it(
    'make nobody get more than the cap, a step twice or a mail after an opt-out, and lose nothing [P1] [P2] [P6] [R19] [R21]',
    async () => {
      await run.launch({ contactCount });
      for (let kills = 0; kills < 2; kills += 1) {
        await run.untilMails(run.ledger.mails.length + run.random.between(10, 30));
        await set.killPrimary();
        await run.untilMails(run.ledger.mails.length + 5);
        await set.revive();
      }
      await run.untilFinished();
      expect(await faultProblems(run)).toEqual([]);
    },
    4 * minute,
  );
});
