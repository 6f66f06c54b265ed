// Answers for the proof that lists come page by page, whole and without doubles.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApp, type OpenApp } from '../support/open-app.js';

let app: OpenApp;
beforeAll(async () => {
  app = await openApp();
  const body = { name: 'Someone', kind: 'machine', roles: ['sales'] };
  for (let n = 0; n < 56; n += 1) await app.call('POST /v1/accounts', { as: 'admin', body });
});
afterAll(async () => {
  await app.close();
});

const page = (query: string) => app.call(`GET /v1/accounts${query}`, { as: 'admin' });

describe('paging', () => {
  it('gives 50 items when no limit is asked for', async () => {
    expect((await page('')).body.items).toHaveLength(50);
  });

  it('gives every item once when all pages are read', async () => {
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await page(`?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`);
      ids.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.nextCursor;
    }
    expect(ids).toHaveLength(60);
    expect(new Set(ids).size).toBe(60);
  });

  it.each(['limit=0', 'limit=201', 'limit=-1', 'limit=1.5', 'limit=all', 'limit=', 'limit=1&limit=2'])(
    'is refused when asked with %s',
    async (query) => {
      const answer = await page(`?${query}`);
      expect([answer.status, answer.body.errors[0].field]).toEqual([422, 'limit']);
    },
  );

  it.each(['cursor=%27%20or%201', `cursor=${'x'.repeat(201)}`, 'cursor='])(
    'is refused when asked with %s',
    async (query) => {
      expect((await page(`?${query}`)).status).toBe(422);
    },
  );

  it('is refused when asked with a parameter that does not exist', async () => {
    expect((await page('?offset=3')).body.code).toBe('UNKNOWN_FIELD');
  });

  it('takes 200 at most', async () => {
    expect((await page('?limit=200')).body).toMatchObject({ nextCursor: null });
  });
});
