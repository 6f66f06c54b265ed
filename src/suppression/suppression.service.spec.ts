// Answers for proving, on the real ledger, that a suppression is acknowledged only when nothing can start any more.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SuppressionService } from './suppression.service.js';
import { leaseWaitMs } from './wait-until-effective.js';
import { SqliteContactStore } from '../adapters/storage-sqlite/sqlite.contact-store.js';
import { aContact } from '../../test/support/contact.builder.js';
import { anEvent, loggedTypes } from '../../test/support/event.builder.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { openStorage, type Storage } from '../../test/support/open-storage.js';
import { emailKeys, phoneGateKeys, type VersionedKey } from '../shared/address-keys.js';
import { parseEmail } from '../shared/canonical-email.js';
import type { KeyRing } from '../ports/key-ring.port.js';
import type { Contact } from '../ports/contact-store.port.js';
import type { SuppressionCause } from '../ports/touch-ledger.port.js';
import type { CanonicalPhone } from '../shared/canonical-phone.js';
import { newAttemptToken, newId, type AttemptToken, type RowId, type TouchId } from '../shared/ids.js';

const keys: VersionedKey[] = [{ version: 1, secret: Buffer.alloc(32, 7) }];
const keyRing: KeyRing = { addressKeys: keys, tokenKeys: keys };
const phone = '+442079460000' as CanonicalPhone;
const fullWaitMs = leaseWaitMs(2_000);

function keysOf(email: string) {
  return emailKeys(keys, parseEmail(email)!.canonical);
}

describe('SuppressionService', () => {
  let storage: Storage;
  let clock: FakeClock;
  let service: SuppressionService;

  beforeEach(() => {
    storage = openStorage();
    clock = new FakeClock();
    service = new SuppressionService(storage.ledger, storage.contacts, storage.touches, keyRing, clock);
  });

  afterEach(() => storage.close());

  const order = (cause: SuppressionCause = 'unsubscribe') => ({
    cause,
    receivedAt: clock.now(),
    note: null,
    actor: 'recipient',
  });

  async function person(email: string): Promise<RowId> {
    const resolved = await storage.ledger.resolvePerson([keysOf(email)]);
    if (resolved.kind !== 'row') throw new Error('two rows');
    return resolved.rowId;
  }

  async function contact(email: string, changes: Partial<Contact> = {}): Promise<Contact> {
    const rowId = await person(email);
    const made = aContact({ email }, { rowId, emailKey: keysOf(email).current, ...changes });
    await storage.contacts.create(made, anEvent());
    return made;
  }

  async function claim(rowId: RowId): Promise<{ attempt: AttemptToken; touchId: TouchId; granted: boolean }> {
    const [attempt, touchId] = [newAttemptToken(), newId<TouchId>()];
    const claim = {
      rowId,
      touchId,
      attempt,
      channel: 'email' as const,
      maxTouches: 3,
      minGapMs: 0,
      gates: [],
      at: clock.now(),
    };
    const { granted } = await storage.ledger.claimTouch(claim, anEvent());
    return { attempt, touchId, granted };
  }

  async function settle(
    rowId: RowId,
    { touchId, attempt }: { touchId: TouchId; attempt: AttemptToken },
  ): Promise<void> {
    await storage.ledger.settleTouch({ rowId, touchId, attempt, outcome: 'sent' }, anEvent());
  }

  /** Whether the promise is settled at this moment, after everything that is ready has run. */
  async function isDone(promise: Promise<unknown>): Promise<boolean> {
    let done = false;
    void promise.finally(() => (done = true));
    await clock.advance(0);
    return done;
  }

  async function suppressed(rowId: RowId): Promise<boolean> {
    return (await storage.ledger.readPerson(rowId))?.suppression !== null;
  }

  it('acknowledges at once when nothing is in flight, and no claim is granted afterwards [R10][P1]', async () => {
    const rowId = await person('ada@acme.example');
    const { isNew } = await service.suppressPerson({ ...order(), address: keysOf('ada@acme.example') });
    expect(isNew).toBe(true);
    expect(clock.waitingCount).toBe(0);
    expect((await claim(rowId)).granted).toBe(false);
  });

  it('acknowledges as soon as the attempt in flight is settled, not before [R10]', async () => {
    const rowId = await person('ada@acme.example');
    const touch = await claim(rowId);
    const acknowledged = service.suppressPerson({ ...order(), address: keysOf('ada@acme.example') });
    await clock.untilWaiting();
    await clock.advance(500);
    expect(await isDone(acknowledged)).toBe(false);
    expect(await suppressed(rowId)).toBe(true);
    await settle(rowId, touch);
    await clock.advance(50);
    expect(await isDone(acknowledged)).toBe(true);
  });

  it('acknowledges after one lease and margin when the attempt is never settled [R9][R10]', async () => {
    await claim(await person('ada@acme.example'));
    const acknowledged = service.suppressPerson({ ...order(), address: keysOf('ada@acme.example') });
    await clock.untilWaiting();
    await clock.advance(fullWaitMs - 1);
    expect(await isDone(acknowledged)).toBe(false);
    await clock.advance(1);
    expect(await isDone(acknowledged)).toBe(true);
  });

  it('lets a double click wait like the first and keeps one suppression with a raised number [R11][case 11]', async () => {
    await claim(await person('ada@acme.example'));
    const address = keysOf('ada@acme.example');
    const first = service.suppressPerson({ ...order(), address });
    await clock.untilWaiting(1);
    await clock.advance(1_000);
    const second = service.suppressPerson({ ...order(), address });
    await clock.untilWaiting(2);
    await clock.advance(fullWaitMs - 1_000);
    expect(await isDone(first)).toBe(true);
    expect(await isDone(second)).toBe(false);
    await clock.advance(1_000);
    const [one, two] = await Promise.all([first, second]);
    expect(two.isNew).toBe(false);
    expect(two.suppression.id).toBe(one.suppression.id);
    expect(two.suppression.number).toBeGreaterThan(one.suppression.number);
    expect((await storage.ledger.listSuppressions(null, 10)).items).toHaveLength(1);
  });

  it('suppresses a row for an address that nobody knows, so that a later import meets it [R0][case 14]', async () => {
    await service.suppressPerson({ ...order(), address: keysOf('nobody@acme.example') });
    expect(await suppressed(await person('nobody+tag@ACME.example'))).toBe(true);
  });

  it('covers every row that a contact in conflict leads to [R12]', async () => {
    const other = await person('countess@acme.example');
    const ada = await contact('ada@acme.example', { conflictingRowIds: [other] });
    await service.suppressPerson({ ...order(), address: keysOf('ada@acme.example') });
    expect(await suppressed(ada.rowId)).toBe(true);
    expect(await suppressed(other)).toBe(true);
  });

  it('counts the wait from the last commit when several rows belong to the person [R12]', async () => {
    /** A real store that takes a second to answer: the second row is written that much later than the first. */
    class SlowContacts extends SqliteContactStore {
      override async findByPerson(rows: readonly RowId[]): Promise<readonly Contact[]> {
        await clock.wait(1_000);
        return super.findByPerson(rows);
      }
    }
    const slow = new SlowContacts(storage.database);
    service = new SuppressionService(storage.ledger, slow, storage.touches, keyRing, clock);
    const other = await person('countess@acme.example');
    await contact('ada@acme.example', { conflictingRowIds: [other] });
    const acknowledged = service.suppressPerson({ ...order(), address: keysOf('ada@acme.example') });
    await clock.untilWaiting();
    const late = await claim(other);
    expect(late.granted).toBe(true);
    // A second until the second commit, another until it is known that no third row belongs to the person.
    await clock.advance(1_000);
    expect(await suppressed(other)).toBe(true);
    await clock.advance(fullWaitMs);
    expect(await isDone(acknowledged)).toBe(false);
    await clock.advance(1_000);
    expect(await isDone(acknowledged)).toBe(true);
  });

  it('follows a merger to its end and waits a lease for what it carried [R12][R22]', async () => {
    const rows = [await person('ada@acme.example'), await person('countess@acme.example')].sort() as [RowId, RowId];
    const [target, source] = rows;
    await claim(source);
    await storage.ledger.mergePersons(rows, anEvent());
    const bySource = service.suppressPerson({ ...order(), address: { current: source, older: [] } });
    await clock.untilWaiting();
    expect(await suppressed(source)).toBe(true);
    expect(await suppressed(target)).toBe(true);
    await clock.advance(fullWaitMs - 1);
    expect(await isDone(bySource)).toBe(false);
    await clock.advance(1);
    expect(await isDone(bySource)).toBe(true);
  });

  it('waits a full lease when only the target of a merger is named [R22]', async () => {
    const rows = [await person('ada@acme.example'), await person('countess@acme.example')].sort() as [RowId, RowId];
    await claim(rows[1]);
    await storage.ledger.mergePersons(rows, anEvent());
    const acknowledged = service.suppressPerson({ ...order(), address: { current: rows[0], older: [] } });
    await clock.untilWaiting();
    await clock.advance(fullWaitMs - 1);
    expect(await isDone(acknowledged)).toBe(false);
    await clock.advance(1);
    await acknowledged;
  });

  it('waits one full lease for a domain, also on a repeat [R14]', async () => {
    for (const isNew of [true, false]) {
      const acknowledged = service.suppressDomain({ ...order('manual'), domain: 'acme.example' });
      await clock.untilWaiting();
      await clock.advance(fullWaitMs - 1);
      expect(await isDone(acknowledged)).toBe(false);
      await clock.advance(1);
      expect(await acknowledged).toMatchObject({ isNew, suppression: { kind: 'domain', domain: 'acme.example' } });
    }
  });

  it('blocks every channel of everybody kept with the number when an objection is spoken [case 15][O1]', async () => {
    const phoneKeys = phoneGateKeys(keys, phone);
    const one = await contact('ada@acme.example', { phoneKeys });
    const two = await contact('countess@home.example', { phoneKeys });
    const stranger = await contact('bob@acme.example');
    const acknowledged = service.suppressPhone({ ...order('objection'), phone });
    await clock.untilWaiting();
    await clock.advance(fullWaitMs);
    expect((await acknowledged).suppression.kind).toBe('phone');
    expect(await storage.ledger.closedGates(phoneKeys)).toEqual(phoneKeys);
    expect(await Promise.all([one, two, stranger].map(({ rowId }) => suppressed(rowId)))).toEqual([true, true, false]);
  });

  it.each<SuppressionCause>(['register', 'invalid', 'hard_bounce'])(
    'stops the number alone when the cause is %s [O1]',
    async (cause) => {
      const ada = await contact('ada@acme.example', { phoneKeys: phoneGateKeys(keys, phone) });
      const acknowledged = service.suppressPhone({ ...order(cause), phone });
      await clock.untilWaiting();
      await clock.advance(fullWaitMs);
      await acknowledged;
      expect(await suppressed(ada.rowId)).toBe(false);
    },
  );

  it('covers a contact, the number and whoever holds it when the wish was spoken on a call [case 15][R12]', async () => {
    const phoneKeys = phoneGateKeys(keys, phone);
    const one = await contact('ada@acme.example', { phoneKeys });
    const two = await contact('ada@home.example', { phoneKeys });
    const acknowledged = service.suppressContact({ ...order('objection'), contact: one, withPhone: true });
    await clock.untilWaiting();
    await clock.advance(fullWaitMs);
    expect((await acknowledged).suppression).toMatchObject({ kind: 'person', key: one.rowId });
    expect(await suppressed(two.rowId)).toBe(true);
    expect(await storage.ledger.closedGates(phoneKeys)).toEqual(phoneKeys);
  });

  it('leaves an audit leaf for each row in the same operation [P6]', async () => {
    const other = await person('countess@acme.example');
    await contact('ada@acme.example', { conflictingRowIds: [other] });
    const before = (await loggedTypes(storage.auditLog)).length;
    await service.suppressPerson({ ...order(), address: keysOf('ada@acme.example') });
    expect((await loggedTypes(storage.auditLog)).slice(before)).toEqual(['person.suppressed', 'person.suppressed']);
  });

  it('rejects, and so acknowledges nothing, when the store fails [P9]', async () => {
    await storage.close();
    await expect(service.suppressPerson({ ...order(), address: keysOf('ada@acme.example') })).rejects.toThrow();
    storage = openStorage();
  });

  it('never grants a claim after an acknowledgement, however claims and opt-outs interleave [P1][A17]', async () => {
    for (let round = 0; round < 30; round += 1) {
      const email = `p${round}@acme.example`;
      const rowId = await person(email);
      const claims: Promise<{ granted: boolean }>[] = [];
      for (let count = 0; count < round % 4; count += 1) claims.push(claim(rowId));
      const acknowledged = service.suppressPerson({ ...order(), address: keysOf(email) });
      for (let count = 0; count < 3; count += 1) claims.push(claim(rowId));
      const early = await Promise.all(claims);
      const inFlight = await storage.ledger.inFlight([rowId]);
      if (inFlight.length > 0) expect(await isDone(acknowledged)).toBe(false);
      await clock.advance(fullWaitMs);
      await acknowledged;
      expect(early.filter(({ granted }) => granted)).toHaveLength(inFlight.length);
      expect((await claim(rowId)).granted).toBe(false);
    }
  });
});
