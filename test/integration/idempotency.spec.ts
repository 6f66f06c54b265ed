// Answers for the proof that a repeated POST is done once.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLog } from '../../src/ports/audit-log.port.js';
import { IdempotencyStore } from '../../src/ports/idempotency-store.port.js';
import { FakeClock } from '../support/fake-clock.js';
import { openApp, type OpenApp } from '../support/open-app.js';
import { temporaryFolder } from '../support/test-config.js';

const clock = new FakeClock('2026-11-23T10:00:00Z');
const account = { name: 'Someone', kind: 'person', roles: ['sales'] };
const folder = temporaryFolder();
const databasePath = join(folder, 'test.sqlite');

let app: OpenApp;
beforeAll(async () => {
  app = await openApp({ clock, databasePath });
});
afterAll(async () => {
  await app.close();
});

const create = (key: string, body: object = account) =>
  app.call('POST /v1/accounts', { as: 'admin', body, headers: { 'idempotency-key': key } });

describe('Idempotency-Key', () => {
  it('gets the same reply and one effect when the request is repeated', async () => {
    const first = await create('same');
    const leaves = await app.port(AuditLog).size();
    const again = await create('same');
    expect(first.status).toBe(201);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(await app.port(AuditLog).size()).toBe(leaves);
  });

  it('gets the same refusal when the refused request is repeated', async () => {
    const first = await create('refused', { name: 1 });
    const again = await create('refused', { name: 1 });
    expect(first.status).toBe(422);
    expect([again.status, again.text, again.headers['content-type']]).toEqual([
      first.status,
      first.text,
      first.headers['content-type'],
    ]);
  });

  it('is refused when the body is another', async () => {
    await create('other');
    const answer = await create('other', { ...account, name: 'Else' });
    expect([answer.status, answer.body.code]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
  });

  it('is the same request when only the order of fields differs', async () => {
    const first = await create('order', { name: 'A', kind: 'person', roles: ['dpo'] });
    const again = await create('order', { roles: ['dpo'], kind: 'person', name: 'A' });
    expect(again.text).toBe(first.text);
  });

  it('lets exactly one through when the same request comes many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create('at-once')));
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text)).size).toBe(1);
  });

  it.each(['', ' ', 'x'.repeat(256), 'ümlaut'])('is refused when it is %j', async (key) => {
    const answer = await create(key);
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, 'Idempotency-Key']);
  });

  it('belongs to one account when two use the same key', async () => {
    const { body } = await create('second-admin', { ...account, roles: ['admin'] });
    const mine = await create('shared');
    const headers = { 'idempotency-key': 'shared' };
    const theirs = await app.call('POST /v1/accounts', { as: body.key, body: account, headers });
    expect([theirs.status, theirs.text === mine.text]).toEqual([201, false]);
  });

  it('is free again when a day has passed', async () => {
    const first = await create('a-day');
    await clock.jump(24 * 3_600_000 + 1);
    expect((await create('a-day')).body.id).not.toBe(first.body.id);
  });

  it('waits for a request that was cut off, and is free after a quarter of an hour', async () => {
    const store = app.port(IdempotencyStore);
    const complete = store.complete.bind(store);
    // As when the process ends between effect and reply.
    store.complete = () => Promise.reject(new Error('cut off'));
    expect((await create('cut-off')).status).toBe(500);
    store.complete = complete;
    const busy = await create('cut-off');
    expect([busy.status, busy.body.code, busy.headers['retry-after']]).toEqual([409, 'IN_PROGRESS', '1']);
    await clock.jump(17 * 60_000);
    expect((await create('cut-off')).status).toBe(201);
  });

  it('keeps no key and no name readable in the database [P7]', async () => {
    const { body } = await create('sealed', { ...account, name: 'Annabel Unreadable' });
    const secret = String(body.key).split('_').slice(2).join('_');
    const bytes = ['', '-wal'].map((suffix) => readFileSync(`${databasePath}${suffix}`));
    expect(Buffer.concat(bytes).includes(secret)).toBe(false);
  });
});
