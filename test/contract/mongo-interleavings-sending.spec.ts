// Answers for the proof that nothing starts after an acknowledged opt-out, whatever comes between the steps of a sender or suppressor on MongoDB (R6-R12, R14).
import { afterEach, describe, expect, it } from '@jest/globals';
import { ReaperService } from '../../src/outreach/reaper.service.js';
import { SendTouchService } from '../../src/outreach/send-touch.service.js';
import { stepKeyOf } from '../../src/outreach/touch-ids.js';
import type { Contact } from '../../src/ports/contact-store.port.js';
import type { TouchLedger } from '../../src/ports/touch-ledger.port.js';
import type { Touch } from '../../src/ports/touch-schedule.port.js';
import type { AttemptToken } from '../../src/shared/ids.js';
import { SuppressionService } from '../../src/suppression/suppression.service.js';
import { leaseWaitMs } from '../../src/suppression/wait-until-effective.js';
import { anEvent } from '../support/event.builder.js';
import { aClaim, claimEvent, settlementOf, touchOf } from '../support/ledger.builder.js';
import { withTwoProcesses, type MongoProcess } from '../support/mongo-processes.js';
import { OutreachStory } from '../support/outreach-story.js';
import { overriding } from '../support/overriding.js';
import { connectionLost } from '../support/scripted-steps.js';

const leaseMs = 2_000;
const waitMs = leaseWaitMs(leaseMs);
const wish = { cause: 'objection', receivedAt: 0 as never, note: null, actor: 'recipient' } as const;

/** Sends or suppresses; its steps are stopped. */
let one: MongoProcess;
let other: MongoProcess;
let story: OutreachStory;

// Before the processes are closed.
afterEach(() => story.close());
withTwoProcesses(async (...pair) => {
  [one, other] = pair;
  story = await OutreachStory.open(undefined, one);
});

/** Arms the steps when the sender comes to its claim: the decision before it reads the same rows. */
function atClaim(arm: () => void) {
  return (real: TouchLedger) =>
    overriding(real, {
      claimTouch: (claim, event) => {
        arm();
        return real.claimTouch(claim, event);
      },
    });
}

const suppressor = async (process: MongoProcess = other) =>
  (await story.worker({ ledger: () => process.ledger })).get(SuppressionService);

/** Lets the clock go on, wait by wait, until it has happened. @returns how long that took. */
async function acknowledged(happening: Promise<unknown>): Promise<number> {
  const from = story.clock.now();
  const end = { at: null as number | null };
  const done = happening.then(() => (end.at = story.clock.now()));
  while (end.at === null) {
    await new Promise((resolve) => setImmediate(resolve));
    if (story.clock.waitingCount > 0) await story.clock.advance(1);
  }
  await done;
  return end.at - from;
}

/** A claim of another process, with the first command still to come. */
async function inFlight(rowId: Contact['rowId'], name = 'in flight') {
  const claim = aClaim(rowId, { touchId: touchOf(name), at: story.clock.now() });
  expect(await other.ledger.claimTouch(claim, claimEvent(rowId))).toEqual({ granted: true });
  return claim;
}

describe('A sender on MongoDB', () => {
  it('starts nothing when a domain is closed and acknowledged between its look at the gates and its claim [R6] [R14] [P1]', async () => {
    const { touch, contact } = await story.story();
    const suppression = await suppressor();
    const arm = () => {
      one.steps.once('after claim.gates', async () => {
        await acknowledged(suppression.suppressDomain({ ...wish, domain: 'acme.example' }));
      });
    };
    const worker = await story.worker({ ledger: atClaim(arm) });
    await worker.get(SendTouchService).send(touch.id);
    expect(story.sink.transactions).toHaveLength(0);
    expect((await story.row(contact)).used.email).toBe(0);
  });

  it.each(['before claim.update', 'after claim.update'] as const)(
    'starts nothing under a claim that is asked again, its first answer lost %s, when the lease is over by then [R6] [P1]',
    async (moment) => {
      const { touch, contact } = await story.story();
      const arm = () => {
        one.steps.once(moment, async () => {
          await story.clock.advance(leaseMs);
          throw connectionLost();
        });
      };
      const worker = await story.worker({ ledger: atClaim(arm) });
      await worker.get(SendTouchService).send(touch.id);
      expect(story.sink.transactions).toHaveLength(0);
      expect((await story.row(contact)).touches).toEqual([]);
    },
  );

  it('sends once when its claim is asked again within the lease [R2] [R6] [P2]', async () => {
    const { touch, contact } = await story.story();
    const worker = await story.worker({
      ledger: atClaim(() => {
        one.steps.loseAnswer('claim.update');
      }),
    });
    await worker.get(SendTouchService).send(touch.id);
    expect(story.sink.transactions).toHaveLength(1);
    expect((await story.row(contact)).used.email).toBe(1);
  });

  it('hands over no content when it was frozen between check and write, and the opt-out is acknowledged meanwhile [R7] [P1]', async () => {
    const { touch, contact } = await story.story();
    let looks = 0;
    // The first look is in time; at the second the process has slept.
    const frozen = { elapsedMs: () => ((looks += 1) > 1 ? waitMs : 0) };
    const worker = await story.worker({ clock: (real) => overriding(real, { startTimer: () => frozen }) });
    await worker.get(SendTouchService).send(touch.id);
    await story.sink.until(({ openCount }) => openCount === 0);
    expect(story.sink.transactions.map(({ content }) => content).join('')).toBe('');
    expect((await story.row(contact)).used.email).toBe(0);
    await acknowledged((await suppressor()).suppressContact({ ...wish, contact, withPhone: false }));
    expect(story.sink.accepted).toHaveLength(0);
  });

  it('starts nothing when the opt-out is acknowledged between the claim’s commit and its answer [R10] [P1]', async () => {
    const { touch, contact } = await story.story();
    const suppression = await suppressor();
    const arm = () => {
      one.steps.once('after claim.update', async () => {
        const order = { ...wish, contact, withPhone: false };
        expect(await acknowledged(suppression.suppressContact(order))).toBeGreaterThanOrEqual(leaseMs);
      });
    };
    const worker = await story.worker({ ledger: atClaim(arm) });
    await worker.get(SendTouchService).send(touch.id);
    expect(story.sink.transactions).toHaveLength(0);
  });
});

describe('The reaper on MongoDB', () => {
  const deadToken = () => `dead.${touchOf(String(Math.random()))}` as AttemptToken;
  const claimOf = ({ id, rowId, campaignId, step }: Touch) =>
    aClaim(rowId, { touchId: id, stepKey: stepKeyOf(campaignId, step), attempt: deadToken(), at: story.clock.now() });

  it('spares a younger attempt at the same touch that was claimed between its look and its write [R8] [P2]', async () => {
    const { touch, contact } = await story.story();
    const [seen, next] = [claimOf(touch), claimOf(touch)];
    await other.ledger.claimTouch(seen, claimEvent(touch.rowId));
    const reaper = (await story.worker()).get(ReaperService);
    await reaper.look(0);
    one.steps.once('before settle.update', async () => {
      await other.ledger.settleTouch(settlementOf(seen, 'not_transmitted'), anEvent());
      expect(await other.ledger.claimTouch(next, claimEvent(touch.rowId))).toEqual({ granted: true });
    });
    await reaper.look(waitMs);
    expect((await story.row(contact)).touches).toMatchObject([{ attempt: next.attempt, state: 'in_flight' }]);
    await reaper.look(waitMs - 1);
    await reaper.look(waitMs - 1);
    expect((await story.row(contact)).touches).toMatchObject([{ state: 'in_flight' }]);
    await reaper.look(1);
    expect(await story.row(contact)).toMatchObject({ used: { email: 1 }, touches: [{ state: 'unknown' }] });
  });

  it('lets the sender’s word stand when its own answer was lost and the sender settles in between [R4] [R8]', async () => {
    const { touch, contact } = await story.story();
    const seen = claimOf(touch);
    await other.ledger.claimTouch(seen, claimEvent(touch.rowId));
    const reaper = (await story.worker()).get(ReaperService);
    await reaper.look(0);
    one.steps.once('after settle.update', async () => {
      expect(await other.ledger.settleTouch(settlementOf(seen, 'sent'), anEvent())).toBe(true);
      throw connectionLost();
    });
    await reaper.look(waitMs);
    expect(await story.row(contact)).toMatchObject({ used: { email: 1 }, touches: [{ state: 'sent' }] });
  });
});

describe('A suppressor on MongoDB', () => {
  it('waits a full lease and its margin, not less, for a claim that nobody settles [R9] [P1]', async () => {
    const { contact } = await story.story();
    await inFlight(contact.rowId);
    const spanMs = await acknowledged((await suppressor(one)).suppressContact({ ...wish, contact, withPhone: false }));
    expect(spanMs).toBeGreaterThanOrEqual(leaseMs * 1.1 + 50);
  });

  it('counts its wait from behind the commit when that takes long, and is asked again [R10] [P1]', async () => {
    const { contact } = await story.story();
    await inFlight(contact.rowId);
    let committedAt = 0;
    one.steps.once('before suppress.any', () => story.clock.advance(3 * waitMs));
    one.steps.once('after suppress.any', () => {
      committedAt = story.clock.now();
      return Promise.reject(connectionLost());
    });
    await acknowledged((await suppressor(one)).suppressContact({ ...wish, contact, withPhone: false }));
    expect(story.clock.now() - committedAt).toBeGreaterThanOrEqual(waitMs);
  });

  it('acknowledges a repeat no sooner than the first when it overtakes that [R11] [P1]', async () => {
    const { contact } = await story.story();
    await inFlight(contact.rowId);
    const suppression = await suppressor(one);
    const repeats = await suppressor();
    const order = { ...wish, contact, withPhone: false };
    let repeat: Promise<number> = Promise.resolve(0);
    const first = suppression.suppressContact(order);
    await story.clock.untilWaiting(1);
    await story.clock.advance(waitMs / 2);
    const from = story.clock.now();
    repeat = repeats.suppressContact(order).then(() => story.clock.now() - from);
    await acknowledged(Promise.all([first, repeat]));
    expect(await repeat).toBeGreaterThanOrEqual(waitMs);
  });

  it('waits for what begins on the person’s other row between its commits [R12] [P1]', async () => {
    const lia = await story.lia();
    const [contact, second] = [await story.contact(lia), await story.contact(lia, { email: 'anna@elsewhere.example' })];
    const both = { ...contact, revision: contact.revision + 1, conflictingRowIds: [second.rowId] };
    await one.contacts.save(both, anEvent());
    let claimedAt = 0;
    one.steps.once('after suppress.read', async () => {
      await inFlight(second.rowId);
      claimedAt = story.clock.now();
    });
    const suppression = await suppressor(one);
    await acknowledged(suppression.suppressContact({ ...wish, contact: both, withPhone: false }));
    expect(story.clock.now() - claimedAt).toBeGreaterThanOrEqual(waitMs);
    expect((await other.ledger.readPerson(second.rowId))?.suppression).not.toBeNull();
  });

  it('follows a merger that begins between its commit and its reading, and waits for what is in flight there [R12] [R22] [P1]', async () => {
    const lia = await story.lia();
    const contacts = [await story.contact(lia), await story.contact(lia, { email: 'anna@elsewhere.example' })];
    const [target, source] = contacts.sort((a, b) => (a.rowId < b.rowId ? -1 : 1)) as [Contact, Contact];
    let claimedAt = 0;
    one.steps.once('before suppress.read', async () => {
      await inFlight(target.rowId);
      claimedAt = story.clock.now();
      await other.ledger.mergePersons([source.rowId, target.rowId], anEvent());
    });
    const suppression = await suppressor(one);
    await acknowledged(suppression.suppressContact({ ...wish, contact: source, withPhone: false }));
    expect(story.clock.now() - claimedAt).toBeGreaterThanOrEqual(waitMs);
    const claim = aClaim(target.rowId, { touchId: touchOf('later') });
    expect(await other.ledger.claimTouch(claim, claimEvent(target.rowId))).toMatchObject({ refusals: ['SUPPRESSED'] });
  });

  it('waits in full for a gate, and again for its repeat, when the answer to the closing is lost [R11] [R14] [P1]', async () => {
    await story.story();
    const suppression = await suppressor(one);
    const order = { ...wish, domain: 'acme.example' };
    one.steps.loseAnswer('gate.close');
    expect(await acknowledged(suppression.suppressDomain(order))).toBeGreaterThanOrEqual(waitMs);
    expect(await acknowledged(suppression.suppressDomain(order))).toBeGreaterThanOrEqual(waitMs);
  });
});
