// Answers for the proof that the log names routes and never what a URL, a header or a body held.
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { openApp } from '../support/open-app.js';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the log', () => {
  it('has one line per request with pattern, status and time, and nothing personal', async () => {
    const lines: string[] = [];
    const write = jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0);
    const app = await openApp({ config: { logLevel: 'debug' } });
    const headers = { 'content-type': 'application/json', 'x-request-id': 'trace-7' };
    await app.call('GET /u/some-forged-token');
    await app.call('POST /u/some-forged-token', { body: 'List-Unsubscribe=One-Click' });
    await app.call('GET /v1/contacts?state=anna@firma.example', { as: 'sales' });
    await app.call('POST /v1/contacts/search', { as: 'sales', body: '{"email":"anna@firma.example"}', headers });
    await app.call('POST /v1/contacts/search', { as: 'sales', body: '{"email":"anna@firma.example', headers });
    await app.close();
    write.mockRestore();
    const log = lines.join('');
    const requests = log.split('\n').filter((line) => line.includes('"message":"request"'));
    const parsed = requests.map((line) => JSON.parse(line) as { route: string; status: number; reqId: string });
    expect(parsed.map(({ route, status }) => `${route} ${status}`)).toEqual([
      '/u/:token 404',
      '/u/:token 404',
      '/v1/contacts 422',
      '/v1/contacts/search 200',
      '/v1/contacts/search 422',
    ]);
    expect(parsed.at(-1)?.reqId).toBe('trace-7');
    for (const secret of ['some-forged-token', 'anna', 'firma.example', ...Object.values(app.keys)]) {
      expect(log).not.toContain(secret);
    }
  });
});
