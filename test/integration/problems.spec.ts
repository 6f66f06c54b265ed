// Answers for the proof that every failure is a problem document that tells nothing it should not.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConnection } from 'node:net';
import { FakeClock } from '../support/fake-clock.js';
import { openApp, type Answer, type OpenApp } from '../support/open-app.js';

const clock = new FakeClock('2026-11-23T10:00:00Z');
const json = { 'content-type': 'application/json' };
const account = { name: 'Someone', kind: 'person', roles: ['sales'] };

let app: OpenApp;
let url: string;
beforeAll(async () => {
  app = await openApp({ clock });
  url = await app.listen();
});
afterAll(async () => {
  await app.close();
});

function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ status, code, type: `urn:fairknock:problem:${code}` });
  expect(answer.status).toBe(status);
  expect(answer.body.requestId).toBe(answer.headers['x-request-id']);
}

const post = (body: object | string | Buffer, headers: Record<string, string> = json) =>
  app.call('POST /v1/accounts', { as: 'admin', body, headers });

/** What comes back on a socket of its own. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port: Number(new URL(url).port) });
    let received = '';
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.on('end', () => {
      resolve(received);
    });
    socket.on('error', reject);
    socket.end(bytes);
  });
}

describe('problems', () => {
  it.each([
    ['is cut off', '{"name":'],
    ['is no object', '"text"'],
    ['is a list', '[]'],
    ['is null', 'null'],
    ['is no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['has half a surrogate pair', '{"name":"\\ud800","kind":"person","roles":["sales"]}'],
    ['has a NUL', '{"name":"a\\u0000b","kind":"person","roles":["sales"]}'],
    ['is nested too deeply', `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['names __proto__', '{"__proto__":{"name":"x"}}'],
  ])('answer 422 when a body %s', async (_, body) => {
    expectProblem(await post(body), 422, 'INVALID_INPUT');
  });

  it('name each wrong field by its path and repeat no value when input does not fit', async () => {
    const answer = await post({ ...account, kind: 'anna@firma.example', roles: ['sales', 'boss@firma.example'] });
    expectProblem(answer, 422, 'INVALID_INPUT');
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toEqual(['kind', 'roles']);
    expect(answer.text).not.toContain('firma.example');
  });

  it('say that a field is required when it is missing', async () => {
    const answer = await post({});
    expect(answer.body.errors).toContainEqual({ field: 'name', code: 'REQUIRED', message: 'is missing' });
    const fields = answer.body.errors.map(({ field }: { field: string }) => field);
    expect(fields).toEqual([...new Set(fields)]);
  });

  it('answer UNKNOWN_FIELD when a route that takes no body gets one', async () => {
    const { id } = (await app.call('GET /v1/accounts', { as: 'admin' })).body.items[0] as { id: string };
    const answer = await app.call(`POST /v1/accounts/${id}/keys`, { as: 'admin', body: { days: 30 }, headers: json });
    expectProblem(answer, 422, 'UNKNOWN_FIELD');
    expect(answer.body.errors).toEqual([expect.objectContaining({ field: 'days', code: 'UNKNOWN_FIELD' })]);
    expect((await app.call(`POST /v1/accounts/${id}/keys`, { as: 'admin', body: {}, headers: json })).status).toBe(201);
  });

  it('answer UNKNOWN_FIELD when a field does not exist', async () => {
    const answer = await post({ ...account, isRoot: true });
    expectProblem(answer, 422, 'UNKNOWN_FIELD');
    expect(answer.body.errors).toEqual([expect.objectContaining({ field: 'isRoot', code: 'UNKNOWN_FIELD' })]);
  });

  it('answer 413 when a JSON body has more than 2 MiB, and take one that has just that', async () => {
    const filled = (bytes: number) => JSON.stringify({ name: 'x'.repeat(bytes - 11) });
    expectProblem(await post(filled(2 * 1024 * 1024 + 1)), 413, 'TOO_LARGE');
    expectProblem(await post(filled(2 * 1024 * 1024)), 422, 'INVALID_INPUT');
  });

  it('answer 415 when the body has another type', async () => {
    expectProblem(await post('<a/>', { 'content-type': 'text/xml' }), 415, 'UNSUPPORTED_MEDIA_TYPE');
    expectProblem(await post('x', { 'content-type': 'nonsense' }), 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it.each(['GET /v1/nothing', 'POST /v1/nothing', 'GET /v1/accounts/a/b/c/d?email=anna@firma.example'])(
    'answer 404 to anybody when nothing is at %s',
    async (target) => {
      const answer = await app.call(target, { body: '{', headers: json });
      expectProblem(answer, 404, 'NOT_FOUND');
      expect(answer.text).not.toContain('anna');
    },
  );

  it('answer 405 with Allow when the path takes another method', async () => {
    const answer = await app.call('DELETE /v1/accounts');
    expectProblem(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers['allow']).toBe('GET, HEAD, POST');
  });

  it.each(['GET /v1/contacts/%zz', `GET /v1/contacts/${'x'.repeat(3_000)}`])(
    'stay problems when the URL is unusable',
    async (target) => {
      const answer = await app.call(target, { as: 'sales' });
      expectProblem(answer, 422, 'INVALID_INPUT');
    },
  );

  it.each([
    ['no HTTP', 'NONSENSE\r\n\r\n', 400],
    ['a head without end', `GET /health HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('are written to the socket when it receives %s', async (_, bytes, status) => {
    const text = await raw(bytes);
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(text).toMatch(/\r\nContent-Type: application\/problem\+json/);
    const problem = JSON.parse(text.slice(text.indexOf('\r\n\r\n'))) as { requestId: string };
    expect(problem).toMatchObject({ status, code: 'INVALID_INPUT' });
    expect(text).toContain(`\r\nX-Request-Id: ${problem.requestId}\r\n`);
  });

  it('ask for a key when none is sent', async () => {
    const answer = await app.call('GET /v1/contacts');
    expectProblem(answer, 401, 'UNAUTHENTICATED');
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it('name the roles when the key may not do it', async () => {
    expectProblem(await app.call('GET /v1/contacts', { as: 'admin' }), 403, 'FORBIDDEN');
  });

  it('echo a harmless request id and replace any other', async () => {
    const withId = (id: string) => app.call('GET /health', { headers: { 'x-request-id': id } });
    expect((await withId('trace-1/2:3')).headers['x-request-id']).toBe('trace-1/2:3');
    for (const id of ['anna@firma.example', 'two words', 'x'.repeat(129), '']) {
      expect((await withId(id)).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('limit wrong keys with Retry-After, and never a valid one', async () => {
    const wrong = `${app.keys.sales.slice(0, -1)}${app.keys.sales.endsWith('A') ? 'E' : 'A'}`;
    const statuses: number[] = [];
    for (let n = 0; n < 40; n += 1) statuses.push((await app.call('GET /v1/contacts', { as: wrong })).status);
    expect(new Set(statuses.slice(0, 30))).toEqual(new Set([401]));
    const limited = await app.call('GET /v1/contacts', { as: wrong });
    expectProblem(limited, 429, 'TOO_MANY_FAILURES');
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
    expect((await app.call('GET /v1/contacts', { as: 'sales' })).status).toBe(200);
    await clock.advance(60_000);
    expect((await app.call('GET /v1/contacts', { as: wrong })).status).toBe(401);
  });

  it('carry the headers that keep browsers from doing anything with a reply', async () => {
    const { headers } = await app.call('GET /v1/contacts');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it('answer no body at all over a real socket with a problem when the JSON ends early', async () => {
    const text = await raw('POST /v1/accounts HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('a store that does not answer', () => {
  it('is a 503 with Retry-After, and not ready [P9]', async () => {
    const broken = await openApp();
    await broken.app
      .get<{ close(): Promise<void> }>(
        (await import('../../src/adapters/storage-sqlite/sqlite-database.js')).SqliteDatabase,
      )
      .close();
    const answer = await broken.call('GET /ready');
    expectProblem(answer, 503, 'STORAGE_UNAVAILABLE');
    expect(answer.headers['retry-after']).toBe('5');
    expect((await broken.call('GET /health')).status).toBe(200);
    await broken.close();
  });
});
