// Answers for the proof that every route takes exactly the roles that the role table gives it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routeAccess } from '../../src/http/route-access.js';
import { roles, type Role } from '../../src/ports/account-store.port.js';
import { openApp, type OpenApp } from '../support/open-app.js';

type Callers = readonly Role[] | 'everybody' | 'admin and auditor, on this machine everybody';

const readers = ['sales', 'dpo', 'auditor'] as const;
const controllers = ['dpo', 'auditor'] as const;

/** The role table, route by route. A new route must be entered here. */
const table: Readonly<Record<string, Callers>> = {
  'GET /health': 'everybody',
  'GET /ready': 'everybody',
  'GET /metrics': 'admin and auditor, on this machine everybody',
  'GET /openapi.json': 'everybody',
  'GET /docs': 'everybody',
  'GET /docs/style.css': 'everybody',
  'GET /u/:token': 'everybody',
  'POST /u/:token': 'everybody',
  'GET /v1/accounts': ['admin', 'auditor'],
  'POST /v1/accounts': ['admin'],
  'POST /v1/accounts/:id/keys': ['admin'],
  'DELETE /v1/keys/:id': ['admin'],
  'GET /v1/contacts': readers,
  'POST /v1/contacts': ['sales'],
  'POST /v1/contacts/search': readers,
  'GET /v1/contacts/:id': readers,
  'PATCH /v1/contacts/:id': ['sales', 'dpo'],
  'DELETE /v1/contacts/:id': ['sales', 'dpo'],
  'POST /v1/contacts/:id/merge': ['sales', 'dpo'],
  'GET /v1/contacts/:id/provenance': readers,
  'POST /v1/contacts/imports': ['sales'],
  'GET /v1/contacts/imports/:id': readers,
  'GET /v1/contacts/imports/:id/rejects': readers,
  'GET /v1/exports/provenance': controllers,
  'GET /v1/lias': readers,
  'POST /v1/lias': ['dpo'],
  'GET /v1/lias/:id': readers,
  'GET /v1/lias/:id/versions': readers,
  'PUT /v1/lias/:id/draft': ['dpo'],
  'POST /v1/lias/:id/submit': ['dpo'],
  'POST /v1/lias/:id/approve': ['dpo'],
  'POST /v1/lias/:id/withdraw': ['dpo'],
  'POST /v1/decisions': ['sales', 'dpo'],
  'GET /v1/campaigns': readers,
  'POST /v1/campaigns': ['sales'],
  'PUT /v1/campaigns/:id': ['sales'],
  'GET /v1/campaigns/:id': readers,
  'GET /v1/campaigns/:id/touches': readers,
  'POST /v1/campaigns/:id/preview': ['sales'],
  'POST /v1/campaigns/:id/launch': ['sales'],
  'POST /v1/campaigns/:id/pause': ['sales', 'dpo'],
  'POST /v1/campaigns/:id/resume': ['sales'],
  'POST /v1/campaigns/:id/stop': ['sales', 'dpo'],
  'GET /v1/queue': ['admin', 'sales'],
  'GET /v1/queue/dead-letters': ['admin', 'sales'],
  'POST /v1/queue/dead-letters/:touchId/requeue': ['admin', 'sales'],
  'POST /v1/call-permits': ['sales'],
  'GET /v1/call-permits/:id': readers,
  'POST /v1/call-permits/:id/outcome': ['sales'],
  'GET /v1/screenings': readers,
  'POST /v1/screenings': ['sales', 'dpo'],
  'GET /v1/suppressions': readers,
  'POST /v1/suppressions': ['sales', 'dpo'],
  'GET /v1/suppressions/export': controllers,
  'POST /v1/suppressions/imports': ['sales', 'dpo'],
  'GET /v1/suppressions/imports/:id': readers,
  'GET /v1/suppressions/imports/:id/rejects': readers,
  'POST /v1/suppressions/:id/lift': ['dpo'],
  'GET /v1/audit/leaves': controllers,
};

const unknownId = '00000000-0000-7000-8000-000000000000';
const throughProxy = { 'x-forwarded-for': '203.0.113.9' };

let app: OpenApp;
let registered: string[];

beforeAll(async () => {
  app = await openApp();
  registered = routeAccess(app.app).map(({ method, path }) => `${method} ${path}`);
});
afterAll(async () => {
  await app.close();
});

async function statusOf(route: string, as: Role | null): Promise<number> {
  const [method = '', path = ''] = route.split(' ');
  const target = `${method} ${path.replace(/:\w+/g, unknownId)}`;
  const { status } = await app.call(target, { as, headers: throughProxy });
  return status;
}

function expectedStatuses(callers: Callers, as: Role | null): 'open' | 401 | 403 {
  if (callers === 'everybody') return 'open';
  if (as === null) return 401;
  const allowed: readonly Role[] = typeof callers === 'string' ? ['admin', 'auditor'] : callers;
  return allowed.includes(as) ? 'open' : 403;
}

describe('access', () => {
  it('has every registered route in the role table', () => {
    expect(registered.filter((route) => table[route] === undefined)).toEqual([]);
    expect(registered.length).toBeGreaterThan(20);
  });

  it('has no route that says nothing about its callers [P9]', () => {
    const silent = routeAccess(app.app).filter((route) => !route.isPublic && route.roles.length === 0);
    expect(silent).toEqual([]);
  });

  it.each([null, ...roles])('lets %s call exactly what the table says', async (as) => {
    const wrong: string[] = [];
    for (const route of registered) {
      const expected = expectedStatuses(table[route] ?? [], as);
      const status = await statusOf(route, as);
      const isOpen = status !== 401 && status !== 403 && status < 500;
      if (expected === 'open' ? !isOpen : status !== expected) wrong.push(`${route}: ${status}, not ${expected}`);
    }
    expect(wrong).toEqual([]);
  });

  it('lets an auditor change nothing', () => {
    const changing = Object.entries(table).filter(([route]) => !route.startsWith('GET '));
    const allowed = changing.filter(([, callers]) => Array.isArray(callers) && callers.includes('auditor'));
    expect(allowed.map(([route]) => route)).toEqual(['POST /v1/contacts/search']);
  });

  it('shows numbers without a key to this machine only', async () => {
    expect((await app.call('GET /metrics')).status).toBe(200);
    expect((await app.call('GET /metrics', { headers: throughProxy })).status).toBe(401);
  });

  it('takes no key that was revoked', async () => {
    const { body } = await app.call('POST /v1/accounts', {
      as: 'admin',
      body: { name: 'Interim', kind: 'machine', roles: ['sales'] },
    });
    expect((await app.call('GET /v1/contacts', { as: body.key })).status).toBe(200);
    expect((await app.call(`DELETE /v1/keys/${body.keys[0].id}`, { as: 'admin' })).status).toBe(204);
    expect((await app.call('GET /v1/contacts', { as: body.key })).status).toBe(401);
    expect((await app.call(`DELETE /v1/keys/${body.keys[0].id}`, { as: 'admin' })).status).toBe(404);
  });

  it('keeps the last key of an administrator', async () => {
    const { body } = await app.call('GET /v1/accounts', { as: 'admin' });
    const admin = body.items.find((account: { roles: string[] }) => account.roles.includes('admin'));
    const answer = await app.call(`DELETE /v1/keys/${admin.keys[0].id}`, { as: 'admin' });
    expect(answer.status).toBe(409);
    expect((await app.call('GET /v1/accounts', { as: 'admin' })).status).toBe(200);
  });

  it('stores no key that could be used', async () => {
    const { body } = await app.call('GET /v1/accounts', { as: 'admin' });
    const secrets = Object.values(app.keys).map((key) => key.split('_').slice(2).join('_'));
    for (const secret of secrets) expect(JSON.stringify(body)).not.toContain(secret);
  });
});
