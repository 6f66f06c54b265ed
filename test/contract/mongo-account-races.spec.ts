// Answers for the proof that accounts on MongoDB are made whole and never locked out, wherever two processes meet or one dies.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Account, ApiKey } from '../../src/ports/account-store.port.js';
import { newId } from '../../src/shared/ids.js';
import { dying, dyingEverywhere } from '../support/dying-steps.js';
import { anEvent, loggedTypes, noon } from '../support/event.builder.js';
import { HeldSteps, type Moment } from '../support/held-steps.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoStorage, type MongoStorage } from '../support/open-mongo-storage.js';

let server: MongoServer;
beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());

function anAdmin(): { account: Account; key: ApiKey } {
  const account: Account = { id: newId(), name: 'Ada', kind: 'person', roles: ['admin'], createdAt: noon };
  return { account, key: { id: newId(), accountId: account.id, secretHash: '00', createdAt: noon, revokedAt: null } };
}

const created = () => anEvent('account.created');
const revoked = () => anEvent('key.revoked');

async function liveKeys({ accounts }: MongoStorage): Promise<string[]> {
  const { items } = await accounts.list(null, 100);
  const keys = await Promise.all(items.map((account) => accounts.listKeys(account.id)));
  return keys.flat().flatMap((key) => (key.revokedAt === null ? [key.id] : []));
}

/** A process that dies after `count` commands, and one that comes after it. */
async function openPair(steps: HeldSteps | Parameters<typeof dying>[0]): Promise<[MongoStorage, MongoStorage]> {
  const first = await openMongoStorage(server, { steps });
  return [first, await openMongoStorage(server, { databaseName: first.databaseName })];
}

describe('first accounts on MongoDB', () => {
  it('are all there or none, and are made once, when the process dies between any two commands', async () => {
    const places = await dyingEverywhere(async (steps, count) => {
      const [dead, storage] = await openPair(steps);
      const mine = [anAdmin(), anAdmin()];
      const hasDied = await dying(steps, count, () => dead.accounts.createFirst(mine, [created(), created()]));
      const others = [anAdmin(), anAdmin()];
      const isFirst = await storage.accounts.createFirst(others, [created(), created()]);
      const expected = (isFirst ? others : mine).map(({ key }) => key.id);
      expect((await liveKeys(storage)).sort()).toEqual(expected.sort());
      expect(await loggedTypes(storage.auditLog)).toEqual(['account.created', 'account.created']);
      await Promise.all([dead.close(), storage.close()]);
      return hasDied;
    });
    expect(places).toEqual(expect.arrayContaining(['admins.first', 'admins.accounts', 'admins.done']));
  }, 60_000);

  it('are refused when an account is being created at that moment', async () => {
    const steps = new HeldSteps();
    const [storage, other] = await openPair(steps);
    const held = steps.stopAt('before account.create');
    const { account, key } = anAdmin();
    const creating = storage.accounts.create(account, key, created());
    await held.reached;
    expect(await other.accounts.createFirst([anAdmin()], [created()])).toBe(false);
    held.release();
    await creating;
    expect(await liveKeys(other)).toEqual([key.id]);
    await Promise.all([storage.close(), other.close()]);
  });
});

describe('the last administrator on MongoDB', () => {
  const withAdmins = async (storage: MongoStorage, count: number): Promise<ApiKey[]> => {
    const admins = Array.from({ length: count }, anAdmin);
    for (const { account, key } of admins) await storage.accounts.create(account, key, created());
    return admins.map(({ key }) => key);
  };

  it.each<Moment>(['before admins.takeOut', 'after admins.takeOut', 'before account.revoke', 'after account.revoke'])(
    'stays when two administrators revoke each other and one stands still %s',
    async (moment) => {
      const steps = new HeldSteps();
      const [storage, other] = await openPair(steps);
      const [one, two] = await withAdmins(other, 2);
      const held = steps.stopAt(moment);
      const revoking = storage.accounts.revokeKey(one!.id, noon, revoked());
      await held.reached;
      const answer = await other.accounts.revokeKey(two!.id, noon, revoked());
      held.release();
      expect([await revoking, answer].sort()).toEqual(['last_admin', 'revoked']);
      expect(await liveKeys(other)).toHaveLength(1);
      await Promise.all([storage.close(), other.close()]);
    },
  );

  it('stays, and every key but that one can be revoked, when a process died revoking at any place', async () => {
    const places = await dyingEverywhere(async (steps, count) => {
      const [dead, storage] = await openPair(steps);
      const [one, two, three] = await withAdmins(storage, 3);
      const hasDied = await dying(steps, count, () => dead.accounts.revokeKey(one!.id, noon, revoked()));
      expect(await storage.accounts.revokeKey(two!.id, noon, revoked())).toBe('revoked');
      const again = await storage.accounts.revokeKey(one!.id, noon, revoked());
      expect(again).toBe(hasDied ? 'revoked' : 'not_found');
      expect(await storage.accounts.revokeKey(three!.id, noon, revoked())).toBe('last_admin');
      expect(await liveKeys(storage)).toEqual([three!.id]);
      expect((await loggedTypes(storage.auditLog)).filter((type) => type === 'key.revoked')).toHaveLength(2);
      await Promise.all([dead.close(), storage.close()]);
      return hasDied;
    });
    expect(places).toEqual(expect.arrayContaining(['admins.takeOut', 'account.revoke']));
  }, 60_000);

  it('may go when a process died creating another one at any place after the account was there', async () => {
    const places = await dyingEverywhere(async (steps, count) => {
      const [dead, storage] = await openPair(steps);
      const [one] = await withAdmins(storage, 1);
      const { account, key } = anAdmin();
      const hasDied = await dying(steps, count, () => dead.accounts.create(account, key, created()));
      const isThere = (await storage.accounts.findKey(key.id)) !== null;
      expect(await storage.accounts.revokeKey(one!.id, noon, revoked())).toBe(isThere ? 'revoked' : 'last_admin');
      if (isThere) expect(await storage.accounts.revokeKey(key.id, noon, revoked())).toBe('last_admin');
      expect(await liveKeys(storage)).toEqual([isThere ? key.id : one!.id]);
      await Promise.all([dead.close(), storage.close()]);
      return hasDied;
    });
    expect(places).toEqual(expect.arrayContaining(['account.create', 'admins.add']));
  }, 60_000);
});
