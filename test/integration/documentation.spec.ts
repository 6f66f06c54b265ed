// Answers for the proof that the API document names every route with its errors.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routeAccess } from '../../src/http/route-access.js';
import { openApp, type OpenApp } from '../support/open-app.js';

let app: OpenApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(async () => {
  await app.close();
});

interface Operation {
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly content?: object }>>;
  readonly security: readonly object[];
}

describe('the API document', () => {
  it('has every route, each with its errors and who may call it', async () => {
    const { body } = await app.call('GET /openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const missing = routeAccess(app.app).filter(({ method, path }) => {
      const item = body.paths[path.replace(/:(\w+)/g, '{$1}')] as Record<string, Operation> | undefined;
      const operation = item?.[method.toLowerCase()];
      return operation?.responses['500'] === undefined || operation.responses['503'] === undefined;
    });
    // Pages for people are no part of the programs' interface.
    expect(missing.map(({ path }) => path).filter((path) => !/^\/(u|p)\//.test(path))).toEqual([]);
  });

  it('has a description for every reply and a key for every closed route', async () => {
    const { body } = await app.call('GET /openapi.json');
    const items = Object.values(body.paths as Record<string, Record<string, Operation>>);
    const operations = items.flatMap((item) => Object.values(item));
    const bare = operations.filter(({ responses }) => Object.values(responses).some((reply) => !reply.description));
    expect(bare).toEqual([]);
    expect((body.paths['/v1/accounts'].get as Operation).security).toEqual([{ key: [] }]);
    expect(body.components.schemas.Problem.required).toContain('code');
  });

  it.each([
    ['post', '/v1/contacts', ['200', '201', '404']],
    ['post', '/v1/contacts/imports', ['202', '404']],
    ['post', '/v1/decisions', ['200', '404']],
    ['post', '/v1/call-permits', ['201', '404', '409']],
    ['post', '/v1/suppressions', ['200', '201']],
    ['get', '/v1/contacts/{id}/provenance', ['200', '404', '406']],
  ])('names every answer of %s %s', async (method, path, statuses) => {
    const { body } = await app.call('GET /openapi.json');
    expect(Object.keys((body.paths[path][method] as Operation).responses)).toEqual(expect.arrayContaining(statuses));
  });

  it('says the shape of exports', async () => {
    const { body } = await app.call('GET /openapi.json');
    const { responses } = body.paths['/v1/suppressions/export'].get as Operation;
    expect(responses['200']?.content).toHaveProperty('text/csv');
  });

  it('is a page without scripts and without anything from elsewhere', async () => {
    const { status, headers, text } = await app.call('GET /docs');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).not.toMatch(/<script|src=|href="(?![#/])/);
    expect(headers['content-security-policy']).toContain("style-src 'self'");
    expect((await app.call('GET /docs/style.css')).headers['content-type']).toMatch(/^text\/css/);
  });
});
