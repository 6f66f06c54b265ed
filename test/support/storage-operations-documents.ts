// Answers for random operations on what is kept beside people: assessments, accounts, permits, screenings, imports, replies.
import { roles, type Account, type ApiKey } from '../../src/ports/account-store.port.js';
import type { IdempotencyRequest } from '../../src/ports/idempotency-store.port.js';
import type { ImportRecord } from '../../src/ports/import-store.port.js';
import type { Lia } from '../../src/ports/lia-store.port.js';
import { callOutcomes } from '../../src/ports/permit-store.port.js';
import type { AccountId, ContactId, ImportId, KeyId, LiaId, PermitId, ScreeningId } from '../../src/shared/ids.js';
import { phoneKeyOf } from './contact.builder.js';
import { anImport, aReject } from './import.builder.js';
import { aLia } from './lia.builder.js';
import { aPermit } from './permit.builder.js';
import { emailOf } from './storage-operations-contacts.js';
import {
  everyPage,
  operation,
  unordered,
  type Choices,
  type OperationMaker,
  type StorageWorld,
} from './storage-operations-world.js';

const firstAccount = 'account-000000' as AccountId;

const createLia: OperationMaker = (world) => {
  const lia: Lia = { ...aLia(), id: world.id<LiaId>('lia') };
  const event = world.event('lia.created');
  world.lias.push(lia);
  return operation(({ lias }) => lias.create(lia, event));
};

const saveLia: OperationMaker = (world, choices) => {
  const known = choices.any(world.lias, { ...aLia(), id: world.id<LiaId>('lia') });
  const [isStale, event] = [choices.isRare(), world.event('lia.approved')];
  const at = world.now;
  return operation(async ({ lias }) => {
    const from = (await lias.find(known.id)) ?? known;
    return lias.save({ ...from, revision: from.revision + (isStale ? 0 : 1), createdAt: at }, event);
  });
};

function newAccount(world: StorageWorld, choices: Choices): { account: Account; key: ApiKey } {
  const id = world.id<AccountId>('account');
  const own = [choices.pick(roles), choices.pick(['admin', 'sales'] as const)];
  const account: Account = { id, name: 'Somebody', kind: 'person', roles: own, createdAt: world.now };
  return { account, key: newKey(world, id) };
}

function newKey(world: StorageWorld, accountId: AccountId): ApiKey {
  return { id: world.id<KeyId>('key'), accountId, secretHash: 'ab'.repeat(32), createdAt: world.now, revokedAt: null };
}

function know(world: StorageWorld, { account, key }: { account: Account; key: ApiKey }): void {
  world.accounts.push(account);
  world.keys.push(key);
}

const createAccount: OperationMaker = (world, choices) => {
  const made = newAccount(world, choices);
  const event = world.event('account.created', { payload: { name: made.account.name } });
  if (!choices.isRare()) {
    know(world, made);
    return operation(({ accounts }) => accounts.create(made.account, made.key, event));
  }
  return operation(
    ({ accounts }) => accounts.createFirst([made], [event]),
    (isMade) => {
      if (isMade) know(world, made);
    },
  );
};

const addKey: OperationMaker = (world, choices) => {
  const [account] = [choices.any(world.accounts, null)];
  const key = newKey(world, account?.id ?? firstAccount);
  const event = world.event('key.created');
  if (account !== null) world.keys.push(key);
  return operation(({ accounts }) => (account === null ? Promise.resolve() : accounts.addKey(key, event)));
};

const revokeKey: OperationMaker = (world, choices) => {
  const id = choices.any(
    world.keys.map((key) => key.id),
    world.id<KeyId>('key'),
  );
  const event = world.event('key.revoked');
  return operation(({ accounts }) => accounts.revokeKey(id, event.at, event));
};

const issuePermit: OperationMaker = (world, choices) => {
  const contactId = choices.any(
    world.contacts.map(({ id }) => id),
    'contact-a' as ContactId,
  );
  const times = { issuedAt: world.now, expiresAt: world.after(choices.pick([10_000, 60_000])) };
  const permit = aPermit({ id: world.id('permit'), contactId, issuedTo: firstAccount, ...times });
  const event = world.event('permit.issued', { subject: permit.rowId, payload: { contactId } });
  world.permits.push(permit);
  return operation(({ permits }) => permits.create(permit, event));
};

const recordOutcome: OperationMaker = (world, choices) => {
  const id = choices.any(
    world.permits.map((permit) => permit.id),
    world.id<PermitId>('permit'),
  );
  const [outcome, event] = [choices.pick(callOutcomes), world.event('call.ended')];
  return operation(({ permits }) => permits.recordOutcome(id, outcome, event.at, event));
};

const screen: OperationMaker = (world, choices) => {
  const screening = {
    id: world.id<ScreeningId>('screening'),
    phoneKey: phoneKeyOf(choices.pick(['+442079460000', '+442079460001'])),
    register: choices.pick(['TPS', 'CTPS']),
    result: choices.pick(['clear', 'listed'] as const),
    screenedAt: world.after(choices.pick([0, -60_000])),
    recordedBy: firstAccount,
    recordedAt: world.now,
  };
  const event = world.event('phone.screened');
  return operation(({ screenings }) => screenings.add(screening, event));
};

const acceptImport: OperationMaker = (world) => {
  const record = anImport({ id: world.id('import'), createdAt: world.now });
  const event = world.event('import.accepted');
  world.imports.push(record);
  return operation(({ imports }) => imports.create(record, event));
};

/** Further, again from the same line, back, or to its end. */
const progress: OperationMaker = (world, choices) => {
  const known: ImportRecord | null = choices.any(world.imports, null);
  const by = choices.pick([2, 0, -1]);
  const state = choices.pick(['running', 'finished', 'failed'] as const);
  const event = choices.isRare() ? world.event('import.ended') : null;
  const line = `Jane,"${emailOf(world.name(choices))}",Head of Learning`;
  return operation(async ({ imports }) => {
    const from = known === null ? null : await imports.find(known.id);
    if (from === null) return null;
    const read = Math.max(0, from.read + by);
    const rejects = [aReject(read + 1, line), aReject(read + 2, 'no address')];
    return imports.update({ ...from, state, read, rejected: read }, rejects, event);
  });
};

function requestOf(world: StorageWorld, choices: Choices): IdempotencyRequest {
  return {
    accountId: firstAccount,
    key: choices.pick(['one', 'two']),
    requestHash: choices.isRare() ? 'other' : 'same',
    at: world.now,
    expiresAt: world.after(choices.pick([60_000, 4_000])),
  };
}

const request: OperationMaker = (world, choices) => {
  const asked = requestOf(world, choices);
  const name = emailOf(world.name(choices));
  const end = choices.pick(['complete', 'abandon', 'none', 'sweep'] as const);
  const at = world.now;
  return operation(async ({ idempotency }) => {
    const state = await idempotency.begin(asked);
    const reply = { status: 201, body: JSON.stringify({ email: name }) };
    if (end === 'complete' && state.kind === 'new') await idempotency.complete(asked.accountId, asked.key, reply);
    if (end === 'abandon') await idempotency.abandon(asked.accountId, asked.key);
    if (end === 'sweep') await idempotency.sweep(at, at);
    return state;
  });
};

const readDocuments: OperationMaker = (world, choices) => {
  const lia = choices.any(
    world.lias.map(({ id }) => id),
    'none' as LiaId,
  );
  const key = choices.any(
    world.keys.map(({ id }) => id),
    'none' as KeyId,
  );
  const importId = choices.any(
    world.imports.map(({ id }) => id),
    'none' as ImportId,
  );
  const [now, accountIds] = [world.now, world.accounts.map(({ id }) => id)];
  const phoneKeys = ['+442079460000', '+442079460001'].map(phoneKeyOf);
  return operation(async ({ lias, accounts, permits, screenings, imports }) => ({
    lia: await lias.find(lia),
    lias: await everyPage((cursor: LiaId | null, limit) => lias.list(cursor, limit)),
    accounts: await everyPage((cursor: AccountId | null, limit) => accounts.list(cursor, limit)),
    key: await accounts.findKey(key),
    keys: await Promise.all(accountIds.map((id) => accounts.listKeys(id))),
    outstanding: await permits.listOutstanding(firstAccount, now),
    permits: await unordered(permits.listByContact(world.contacts[0]?.id ?? ('contact-a' as ContactId))),
    latest: await unordered(screenings.latest(phoneKeys)),
    screenings: await everyPage((cursor: ScreeningId | null, limit) => screenings.list(cursor, limit)),
    import: await imports.find(importId),
    rejects: await imports.rejects(importId, 0, 100),
    unfinished: await imports.listUnfinished(),
  }));
};

export const documentOperations = {
  createLia,
  saveLia,
  createAccount,
  addKey,
  revokeKey,
  issuePermit,
  recordOutcome,
  screen,
  acceptImport,
  progress,
  request,
  readDocuments,
};
