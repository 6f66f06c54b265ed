// Answers for the proof that claims and settlements on MongoDB keep their promise in the interleavings their rules name (R1-R5, R8, R21, R23).
import { describe, expect, it } from '@jest/globals';
import type { TouchClaim } from '../../src/ports/touch-ledger.port.js';
import { DependencyError } from '../../src/shared/errors.js';
import { newAttemptToken, type RowId } from '../../src/shared/ids.js';
import { anEvent, loggedFrom, loggedTypes } from '../support/event.builder.js';
import {
  aClaim,
  aPerson,
  addressOf,
  aSuppression,
  claimEvent,
  settlementOf,
  touchOf,
} from '../support/ledger.builder.js';
import { withTwoProcesses, type MongoProcess } from '../support/mongo-processes.js';
import type { MongoServer } from '../support/mongo-server.js';
import { openMongoStorage } from '../support/open-mongo-storage.js';
import { latestOf } from '../support/scripted-steps.js';
import { startProxy } from '../support/tcp-proxy.js';

let server: MongoServer;
let one: MongoProcess;
let other: MongoProcess;
let rowId: RowId;

withTwoProcesses(async (first, second, mongo) => {
  [one, other, server] = [first, second, mongo];
  rowId = await aPerson(one.ledger, 'anna');
});

const claim = (more: Partial<TouchClaim> = {}) => aClaim(rowId, more);
const ask = (process: MongoProcess, asked: TouchClaim) => process.ledger.claimTouch(asked, claimEvent(asked.rowId));
const settle = (process: MongoProcess, asked: TouchClaim, outcome: 'sent' | 'not_transmitted' | 'unknown') =>
  process.ledger.settleTouch(settlementOf(asked, outcome), anEvent(`touch.${outcome}`));
const row = async () => (await other.ledger.readPerson(rowId))!;
const lose = (step: string, times: number) => {
  for (let time = 0; time < times; time += 1) one.steps.loseRequest(step);
};

describe('A claim on MongoDB', () => {
  it('never claims a touch again when its write is doubled after the message was sent [R1] [P2]', async () => {
    const write = latestOf(one.database, 'claim.update');
    const asked = claim();
    await ask(one, asked);
    await settle(other, asked, 'sent');
    await write.again();
    expect(await row()).toMatchObject({ used: { email: 1 }, touches: [{ state: 'sent' }] });
    expect(await ask(other, claim())).toMatchObject({ refusals: ['TOUCH_EXISTS'] });
    expect(await loggedTypes(other.auditLog)).toEqual(['touch.claimed', 'touch.sent']);
  });

  it('grants one of two workers with the same job when the answer to the first is lost [R2] [P2]', async () => {
    const [mine, theirs] = [claim(), claim()];
    let second: unknown;
    one.steps.loseAnswer('claim.update');
    one.steps.once('before claim.update', () => Promise.resolve());
    one.steps.once('before claim.update', async () => (second = await ask(other, theirs)));
    expect(await ask(one, mine)).toEqual({ granted: true });
    expect(second).toMatchObject({ granted: false, refusals: ['TOUCH_EXISTS'] });
    expect(await row()).toMatchObject({ used: { email: 1 }, touches: [{ attempt: mine.attempt }] });
    expect(await loggedTypes(other.auditLog)).toEqual(['touch.claimed']);
  });

  it('refuses the first of two workers with the same job when its request is lost and the second is faster [R2]', async () => {
    const [mine, theirs] = [claim(), claim()];
    one.steps.loseRequest('claim.update');
    one.steps.once('before claim.update', async () => {
      expect(await ask(other, theirs)).toEqual({ granted: true });
    });
    expect(await ask(one, mine)).toMatchObject({ granted: false, refusals: ['TOUCH_EXISTS'] });
    expect(await row()).toMatchObject({ used: { email: 1 }, touches: [{ attempt: theirs.attempt }] });
  });

  it('leaves an entry to the reaper, never a second message, when the write comes after nobody waits any more [R3] [R8] [P2]', async () => {
    const write = latestOf(one.database, 'claim.update');
    const asked = claim();
    lose('claim.update', 3);
    await expect(ask(one, asked)).rejects.toThrow(DependencyError);
    expect(await settle(one, asked, 'not_transmitted')).toBe(false);
    await write.again();
    expect(await ask(other, claim())).toMatchObject({ refusals: ['TOUCH_EXISTS'] });
    const [left] = await other.ledger.listInFlight(10);
    expect(left).toMatchObject({ rowId, entry: { attempt: asked.attempt } });
    expect(await settle(other, asked, 'unknown')).toBe(true);
    expect(await row()).toMatchObject({ used: { email: 1 }, touches: [{ state: 'unknown' }] });
  });

  it('grants nothing beyond the cap when writes are lost, late and doubled at the last slot [R2] [R3] [P2]', async () => {
    const write = latestOf(one.database, 'claim.update');
    const late = claim({ maxTouches: 1, touchId: touchOf('late') });
    lose('claim.update', 3);
    await expect(ask(one, late)).rejects.toThrow(DependencyError);
    expect(await ask(other, claim({ maxTouches: 1 }))).toEqual({ granted: true });
    await write.again();
    expect(await row()).toMatchObject({ used: { email: 1 }, touches: [{ touchId: touchOf('step 0') }] });
  });

  it('is not granted when neither its write nor its reading is answered [R21] [P9]', async () => {
    for (let time = 0; time < 3; time += 1) one.steps.loseAnswer('claim.read');
    const asked = claim();
    await ask(other, claim());
    await expect(ask(one, asked)).rejects.toThrow(DependencyError);
  });

  it('tells why a claim is refused from the row as it is now when it changes between update and reading', async () => {
    await one.ledger.suppressPerson(addressOf('anna'), aSuppression(), anEvent());
    one.steps.once('after claim.update', async () => {
      const { suppression } = await row();
      await other.ledger.lift(suppression!.id, suppression!.number, anEvent());
    });
    expect(await ask(one, claim())).toEqual({ granted: true });
  });

  it('asks a majority, journaled and linearizable, when the answer to its write is lost on the way [R21]', async () => {
    const proxy = await startProxy(server.port);
    const { databaseName } = one;
    const behind = await openMongoStorage({ uri: server.uriThrough(proxy.port) }, { databaseName });
    const asked = claim();
    const requests: string[] = [];
    proxy.onRequest = (bytes) => {
      if (bytes.includes('ledger_rows')) requests.push(bytes.toString('latin1'));
      return 'pass';
    };
    const cut = proxy.cutNextReply((bytes) => bytes.includes('update') && bytes.includes(asked.attempt));
    expect(await behind.ledger.claimTouch(asked, claimEvent(rowId))).toEqual({ granted: true });
    await cut;
    // A refusal is explained by a reading.
    expect(await behind.ledger.claimTouch(claim(), claimEvent(rowId))).toMatchObject({ refusals: ['TOUCH_EXISTS'] });
    const [updates, reads] = [
      requests.filter((text) => /\bupdates\b/.test(text)),
      requests.filter((text) => /\bfind\b/.test(text)),
    ];
    expect(updates.length).toBeGreaterThan(1);
    for (const text of updates) expect(text).toMatch(/majority/);
    expect(updates.every((text) => text.includes('\x08j\x00\x01') || text.includes('journal'))).toBe(true);
    expect(reads.length).toBeGreaterThan(0);
    for (const text of reads) expect(text).toMatch(/linearizable/);
    expect(await row()).toMatchObject({ used: { email: 1 }, touches: [{ attempt: asked.attempt }] });
    expect(await loggedTypes(other.auditLog)).toEqual(['touch.claimed']);
    await behind.close();
    await proxy.close();
  });
});

describe('A settlement on MongoDB', () => {
  it('gives the slot back once when its answer is lost and its write is doubled behind the next claim [R4] [P2]', async () => {
    const write = latestOf(one.database, 'settle.update');
    const first = claim({ maxTouches: 1 });
    await ask(one, first);
    one.steps.loseAnswer('settle.update');
    expect(await settle(one, first, 'not_transmitted')).toBe(true);
    const next = claim({ maxTouches: 1 });
    expect(await ask(other, next)).toEqual({ granted: true });
    await write.again();
    expect(await row()).toMatchObject({ used: { email: 1 }, touches: [{ attempt: next.attempt, state: 'in_flight' }] });
    expect(await loggedTypes(other.auditLog)).toEqual(['touch.claimed', 'touch.not_transmitted', 'touch.claimed']);
  });

  it('knows that it was applied when its leaf has gone into the log before its answer is asked again [R4] [R19]', async () => {
    const asked = claim();
    await ask(one, asked);
    one.steps.loseAnswer('settle.update');
    one.steps.once('before settle.read', () => other.auditLog.catchUp());
    expect(await settle(one, asked, 'sent')).toBe(true);
    expect(await settle(one, asked, 'sent')).toBe(false);
  });

  it('keeps the slot when nothing was sent, as its sender says, but the reaper has called it unknown before [R5] [R8] [P2]', async () => {
    const asked = claim();
    await ask(one, asked);
    one.steps.once('before settle.update', () => settle(other, asked, 'unknown'));
    expect(await settle(one, asked, 'not_transmitted')).toBe(false);
    expect(await row()).toMatchObject({ used: { email: 1 }, touches: [{ state: 'unknown' }] });
  });

  it('spares the attempt that came after the one that the reaper saw when it is late [R8] [P2]', async () => {
    const seen = claim();
    const next = claim();
    await ask(one, seen);
    one.steps.once('before settle.update', async () => {
      await settle(other, seen, 'not_transmitted');
      expect(await ask(other, next)).toEqual({ granted: true });
    });
    expect(await settle(one, seen, 'unknown')).toBe(false);
    expect(await row()).toMatchObject({ touches: [{ attempt: next.attempt, state: 'in_flight' }] });
  });

  it('counts the leaves of a row one by one when the sequencer takes some in between and writes are repeated [R23] [P6]', async () => {
    for (const name of ['a', 'b', 'c']) {
      const asked = claim({ touchId: touchOf(name), attempt: newAttemptToken() });
      one.steps.loseAnswer('claim.update');
      await ask(one, asked);
      one.steps.once('before settle.update', () => other.auditLog.catchUp());
      one.steps.loseAnswer('settle.update');
      await settle(one, asked, 'sent');
    }
    const leaves = (await loggedFrom(other.auditLog)).map(
      ({ leafJson }) => JSON.parse(leafJson) as { subjectSeq: number },
    );
    expect(leaves.map(({ subjectSeq }) => subjectSeq)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
