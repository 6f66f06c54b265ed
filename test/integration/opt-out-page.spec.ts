// Answers for proving the opt-out link over HTTP: looking changes nothing, any post ends all contact, for ever.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyRing } from '../../src/ports/key-ring.port.js';
import { TouchLedger } from '../../src/ports/touch-ledger.port.js';
import { AuditLog } from '../../src/ports/audit-log.port.js';
import { newAttemptToken, newId, type RowId, type TouchId } from '../../src/shared/ids.js';
import { makeOptOutToken } from '../../src/shared/opt-out-token.js';
import { anEvent } from '../support/event.builder.js';
import { FakeClock } from '../support/fake-clock.js';
import { openApp, type Answer, type OpenApp } from '../support/open-app.js';
import { rowIdOf } from '../support/contact.builder.js';

describe('/u/:token', () => {
  let open: OpenApp;
  let clock: FakeClock;
  let ledger: TouchLedger;
  let rowId: RowId;
  let path: string;
  let person = 0;

  const tokenOf = (language = 'en'): string =>
    makeOptOutToken(open.port<KeyRing>(KeyRing).tokenKeys, { rowId, language });
  const suppression = async () => (await ledger.readPerson(rowId))?.suppression ?? null;
  const leafCount = () => open.port<AuditLog>(AuditLog).size();

  beforeAll(async () => {
    clock = new FakeClock();
    open = await openApp({ clock });
    ledger = open.port<TouchLedger>(TouchLedger);
  });

  afterAll(() => open.close());

  beforeEach(() => {
    person += 1;
    rowId = rowIdOf(`person ${person}`);
    path = `/u/${tokenOf()}`;
  });

  function expectPage({ headers, text }: Answer): void {
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-robots-tag']).toContain('noindex');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+';/);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['location']).toBeUndefined();
    expect(text).toMatch(/^<!doctype html>\n<html lang="[a-z]{2}">/);
    expect(text).toMatch(/<title>[^<]+<\/title>/);
    expect(text).not.toMatch(/<script|<img|<link|src=|https?:/i);
  }

  it.each([
    ['urlencoded', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'multipart',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    ],
    ['multipart that is broken', 'multipart/form-data', 'x'],
    ['JSON', 'application/json', '{"List-Unsubscribe":"One-Click"}'],
    ['JSON that is broken', 'application/json', '{'],
    ['JSON with a forbidden name', 'application/json', '{"__proto__":{}}'],
    ['of an unknown type', 'application/x-unknown', Buffer.alloc(100_000, 1)],
    ['of a broken type', ';;;', 'x'],
    ['compressed, it says', 'text/plain', 'x'],
  ])('opts out when the body is %s [case 10][case 11][M3]', async (_, type, body) => {
    const answer = await open.call(`POST ${path}`, { body, headers: { 'content-type': type } });
    expect(answer.status).toBe(200);
    expectPage(answer);
    expect(await suppression()).toMatchObject({ cause: 'unsubscribe', kind: 'person' });
  });

  it('opts out when there is no body at all, nor cookie nor key [M3]', async () => {
    const answer = await open.call(`POST ${path}`);
    expect(answer.status).toBe(200);
    expect(await suppression()).not.toBeNull();
  });

  it('is done once when posted twice, and shows since when [case 11]', async () => {
    await open.call(`POST ${path}`);
    const first = await suppression();
    await clock.advance(3_600_000);
    const again = await open.call(`POST ${path}`);
    expect(again.status).toBe(200);
    expect((await suppression())?.id).toBe(first?.id);
    expect(again.text).toContain(`<time datetime="${new Date(first?.receivedAt ?? 0).toISOString()}">`);
  });

  it('answers only when the message in flight has ended or its lease is over [P1][R10][R11]', async () => {
    await ledger.suppressPerson(
      { current: rowIdOf('other'), older: [] },
      { id: newId(), cause: 'manual', receivedAt: clock.now(), note: null, domain: null },
      anEvent(),
    );
    await ledger.resolvePerson([{ current: rowId, older: [] }]);
    const claim = {
      rowId,
      touchId: newId<TouchId>(),
      attempt: newAttemptToken(),
      channel: 'email' as const,
      maxTouches: 3,
      minGapMs: 0,
      gates: [],
      at: clock.now(),
    };
    expect((await ledger.claimTouch(claim, anEvent())).granted).toBe(true);
    let answeredCount = 0;
    const count = () => (answeredCount += 1);
    const before = clock.waitingCount;
    const answers = [open.call(`POST ${path}`), open.call(`POST ${path}`)];
    for (const answer of answers) void answer.then(count);
    await clock.untilWaiting(before + 2);
    await clock.advance(2_200);
    expect(answeredCount).toBe(0);
    await clock.advance(100);
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('changes nothing when a scanner looks a hundred times [case 12][M4]', async () => {
    const leaves = await leafCount();
    for (let round = 0; round < 50; round += 1) {
      const shown = await open.call(`GET ${path}`);
      const head = await open.call(`HEAD ${path}`);
      expect([shown.status, head.status, head.text]).toEqual([200, 200, '']);
      expectPage(shown);
    }
    expect(await ledger.readPerson(rowId)).toBeNull();
    expect(await leafCount()).toBe(leaves);
  });

  it('shows one form with one button and asks nothing [M4][O1]', async () => {
    const { text } = await open.call(`GET ${path}`);
    expect(text.match(/<form method="post">/g)).toHaveLength(1);
    expect(text.match(/<button type="submit">/g)).toHaveLength(1);
    expect(text).not.toMatch(/<input|<select|<textarea/);
  });

  it('still shows the page after the link was used [case 14]', async () => {
    await open.call(`POST ${path}`);
    expect((await open.call(`GET ${path}`)).status).toBe(200);
  });

  it.each(['en', 'de', 'fr', 'es', 'sv'])(
    'speaks the language of the message when it is %s [C14]',
    async (language) => {
      const shown = await open.call(`GET /u/${tokenOf(language)}`, { headers: { 'accept-language': 'en' } });
      expect(shown.text).toContain(`<html lang="${language}">`);
      const done = await open.call(`POST /u/${tokenOf(language)}`);
      expect(done.text).toContain(`<html lang="${language}">`);
      expectPage(done);
    },
  );

  it('answers a page with 404, and changes nothing, when the token is forged or cut [case 13]', async () => {
    const leaves = await leafCount();
    const token = tokenOf();
    const forged = `${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`;
    for (const wrong of [
      forged,
      token.slice(0, -1),
      token.slice(0, 10),
      `${token}AAAA`,
      `${token}${'A'.repeat(200)}`,
      'x',
      '%00',
      '..%2f',
    ]) {
      for (const method of ['GET', 'POST']) {
        const answer = await open.call(`${method} /u/${wrong}`, {
          headers: { 'accept-language': 'fr;q=0.9, xx, de;q=0.95' },
        });
        expect(answer.status).toBe(404);
        expectPage(answer);
        expect(answer.text).toContain('<html lang="de">');
      }
    }
    expect(await suppression()).toBeNull();
    expect(await leafCount()).toBe(leaves);
    await clock.advance(60_000);
  });

  it('slows down who tries forged tokens, but never a valid one [M3]', async () => {
    const statuses: number[] = [];
    for (let round = 0; round < 40; round += 1) statuses.push((await open.call('GET /u/forged')).status);
    expect(statuses.slice(0, 30).every((status) => status === 404)).toBe(true);
    const slowed = await open.call('GET /u/forged');
    expect(slowed.status).toBe(429);
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0);
    expectPage(slowed);
    expect((await open.call(`GET ${path}`)).status).toBe(200);
    expect((await open.call(`POST ${path}`)).status).toBe(200);
    expect(await suppression()).not.toBeNull();
  });
});
