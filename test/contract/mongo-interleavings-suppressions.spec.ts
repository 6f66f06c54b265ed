// Answers for the proof that suppressions, gates and lifts on MongoDB hold in the interleavings their rules name (R10-R12, R14, R15, R23).
import { describe, expect, it } from '@jest/globals';
import type { TouchClaim } from '../../src/ports/touch-ledger.port.js';
import { DependencyError } from '../../src/shared/errors.js';
import type { GateKey, RowId } from '../../src/shared/ids.js';
import { anEvent, loggedFrom, loggedTypes } from '../support/event.builder.js';
import {
  aClaim,
  aPerson,
  addressOf,
  aSuppression,
  campaignGate,
  claimEvent,
  domainGate,
  settlementOf,
  touchOf,
} from '../support/ledger.builder.js';
import { withTwoProcesses, type MongoProcess } from '../support/mongo-processes.js';
import { connectionLost, latestOf } from '../support/scripted-steps.js';

let one: MongoProcess;
let other: MongoProcess;
let rowId: RowId;

withTwoProcesses(async (...pair) => {
  [one, other] = pair;
  rowId = await aPerson(one.ledger, 'anna');
});

const claim = (name: string, more: Partial<TouchClaim> = {}) => aClaim(rowId, { touchId: touchOf(name), ...more });
const ask = (process: MongoProcess, asked: TouchClaim) => process.ledger.claimTouch(asked, claimEvent(rowId));
const suppress = (process: MongoProcess, more = {}) =>
  process.ledger.suppressPerson(addressOf('anna'), aSuppression(more), anEvent('person.suppressed'));
const settle = (process: MongoProcess, asked: TouchClaim) =>
  process.ledger.settleTouch(settlementOf(asked, 'sent'), anEvent('touch.sent'));
const close = (process: MongoProcess, key = domainGate) =>
  process.ledger.closeGate([key], aSuppression({ domain: 'a.example' }), anEvent('gate.closed'));

describe('A suppression on MongoDB', () => {
  it.each(['before suppress.clear', 'before suppress.any'] as const)(
    'names a claim that is granted %s [R10] [P1]',
    async (moment) => {
      const [before, between] = [claim('before'), claim('between')];
      await ask(other, before);
      one.steps.once(moment, async () => {
        expect(await ask(other, between)).toEqual({ granted: true });
      });
      const { inFlight } = await suppress(one);
      expect([...inFlight].sort()).toEqual([before.attempt, between.attempt].sort());
    },
  );

  it('looks at the row as its own commit left it when what was in flight settles and something else is claimed in between [R10] [P1]', async () => {
    const [before, between] = [claim('before'), claim('between')];
    await ask(other, before);
    one.steps.once('before suppress.any', async () => {
      await settle(other, before);
      await ask(other, between);
    });
    expect((await suppress(one)).inFlight).toEqual([between.attempt]);
  });

  it('misses no claim that was in flight at its commit when that is granted behind the first look and the answers are lost [R10] [P1]', async () => {
    const between = claim('between');
    one.steps.once('before suppress.clear', () => ask(other, between));
    one.steps.loseAnswer('suppress.clear');
    one.steps.loseAnswer('suppress.any');
    expect((await suppress(one)).inFlight).toEqual([between.attempt]);
    expect(await ask(other, claim('later'))).toMatchObject({ refusals: ['SUPPRESSED'] });
  });

  it('is not acknowledged when nobody knows whether it was committed [R10] [R21]', async () => {
    for (let time = 0; time < 3; time += 1) one.steps.loseAnswer('suppress.read');
    await expect(suppress(one)).rejects.toThrow(DependencyError);
    expect(await ask(other, claim('later'))).toMatchObject({ refusals: ['SUPPRESSED'] });
  });

  it('counts once, with one leaf, when its answers are lost; another in between counts for itself [R11] [R23] [P6]', async () => {
    one.steps.once('after suppress.clear', async () => {
      await suppress(other, { cause: 'objection' });
      throw connectionLost();
    });
    const { suppression, isNew } = await suppress(one);
    expect([suppression.number, isNew]).toEqual([2, true]);
    expect(
      (await loggedFrom(other.auditLog)).map(
        ({ leafJson }) => (JSON.parse(leafJson) as { subjectSeq: number }).subjectSeq,
      ),
    ).toEqual([1, 2]);
  });

  it('sees what a claim before the first request left when a repeat overtakes that request [R11] [P1]', async () => {
    const sent = claim('sent');
    await ask(other, sent);
    let repeat: Awaited<ReturnType<typeof suppress>> | null = null;
    one.steps.once('after suppress.any', async () => (repeat = await suppress(other)));
    const first = await suppress(one);
    expect(repeat).toMatchObject({ isNew: false, inFlight: [sent.attempt], suppression: { number: 2 } });
    expect(first.inFlight).toEqual([sent.attempt]);
  });
});

describe('A lift on MongoDB', () => {
  it('loses to an objection that comes between its reading and its write [R15] [P1]', async () => {
    const { suppression } = await suppress(one);
    one.steps.once('before lift.row', () => suppress(other, { cause: 'objection' }));
    expect(await one.ledger.lift(suppression.id, 1, anEvent('suppression.lifted'))).toBe(false);
    expect((await other.ledger.readPerson(rowId))?.suppression?.number).toBe(2);
    expect(await loggedTypes(other.auditLog)).not.toContain('suppression.lifted');
  });

  it('lifts nothing of a later objection when its write is doubled behind that [R15] [P1]', async () => {
    const write = latestOf(one.database, 'lift.row');
    const { suppression } = await suppress(one);
    one.steps.loseAnswer('lift.row');
    expect(await one.ledger.lift(suppression.id, 1, anEvent('suppression.lifted'))).toBe(true);
    await suppress(other, { cause: 'objection' });
    await write.again();
    expect((await other.ledger.readPerson(rowId))?.suppression).toMatchObject({ cause: 'objection', number: 2 });
    expect(await loggedTypes(other.auditLog)).toEqual(['person.suppressed', 'suppression.lifted', 'person.suppressed']);
  });

  it('loses to a merger that begins between its reading and its write [R15] [R22] [P1]', async () => {
    const berta = await aPerson(one.ledger, 'berta');
    const { suppression } = await suppress(one);
    one.steps.once('before lift.row', () => other.ledger.mergePersons([rowId, berta], anEvent()));
    expect(await one.ledger.lift(suppression.id, 1, anEvent('suppression.lifted'))).toBe(false);
    expect((await other.ledger.findPerson(addressOf('anna')))?.suppression).not.toBeNull();
  });

  it('leaves a domain closed when it is closed again between reading and write [R14] [R15]', async () => {
    const { suppression } = await close(one);
    one.steps.once('before lift.gate', () => close(other));
    expect(await one.ledger.lift(suppression.id, 1, anEvent('suppression.lifted'))).toBe(false);
    expect(await other.ledger.closedGates([domainGate])).toEqual([domainGate]);
  });
});

describe('A gate on MongoDB', () => {
  it('refuses a claim that begins after it was closed when an older look is still on its way [R14] [P1]', async () => {
    const gates = [domainGate];
    let later: unknown;
    one.steps.once('after claim.gates', async () => {
      await close(other);
      // Asked by the very process whose look has already been answered `open`.
      later = ask(one, claim('later', { gates }));
    });
    expect(await ask(one, claim('earlier', { gates }))).toEqual({ granted: true });
    expect(await (later as Promise<unknown>)).toMatchObject({ refusals: ['GATE_CLOSED'] });
  });

  it('lets nothing through when its row cannot be read [R14] [P9]', async () => {
    for (let time = 0; time < 3; time += 1) one.steps.loseAnswer('claim.gates');
    await expect(ask(one, claim('asked', { gates: [domainGate] }))).rejects.toThrow(DependencyError);
    expect((await other.ledger.readPerson(rowId))?.touches).toEqual([]);
  });

  it('stays lifted under the newer key when the write that closed it there is doubled behind the lift [R15] [R16]', async () => {
    const keys = [domainGate, 'domain:a.example of before' as GateKey];
    const write = latestOf(one.database, 'gate.follow');
    const asked = aSuppression({ domain: 'a.example' });
    one.steps.loseAnswer('gate.follow');
    const { suppression } = await one.ledger.closeGate(keys, asked, anEvent('gate.closed'));
    expect(await other.ledger.lift(suppression.id, suppression.number, anEvent('suppression.lifted'))).toBe(true);
    await write.again();
    expect(await other.ledger.closedGates(keys)).toEqual([]);
    expect(await other.ledger.findSuppression(suppression.id)).toBeNull();
  });

  it('counts one closing, with one leaf, when its answer is lost and somebody else closes it in between [R11] [R14]', async () => {
    one.steps.once('after gate.close', async () => {
      await close(other);
      throw connectionLost();
    });
    expect((await close(one)).suppression.number).toBe(2);
    expect(await loggedTypes(other.auditLog)).toEqual(['gate.closed', 'gate.closed']);
  });

  it('stays closed when a late opening comes behind a later stop [R14] [P9]', async () => {
    const write = latestOf(one.database, 'gate.open');
    await close(one, campaignGate);
    for (let time = 0; time < 3; time += 1) one.steps.loseRequest('gate.open');
    await expect(one.ledger.openGate(campaignGate, anEvent())).rejects.toThrow(DependencyError);
    await close(other, campaignGate);
    await write.again();
    expect(await other.ledger.closedGates([campaignGate])).toEqual([campaignGate]);
  });
});
