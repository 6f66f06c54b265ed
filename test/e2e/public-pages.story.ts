// Answers for a story that every set-up must pass: a person of any language opts out in a plain browser, without script, cookie or third party.
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chromiumPaths, RealBrowser, type Visit } from '../support/browser.js';
import { approvedLia, campaignDraft, contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import type { Installation, SetUp } from '../support/installation.js';
import { optOutUrl } from '../support/raw-mail.js';
import { allItems, untilCampaign } from '../support/run-records.js';

const minute = 60_000;

/** What a person of that language must find on the page. */
const pages = [
  { language: 'en', heading: /^Stop all messages/, done: /^Done/ },
  { language: 'de', heading: /Nachrichten/, done: /^Erledigt/ },
  { language: 'fr', heading: /messages/, done: /fait|C’est|C'est/i },
  { language: 'es', heading: /mensajes/, done: /hecho|listo/i },
  { language: 'sv', heading: /meddelanden/, done: /klart/i },
] as const;

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** @returns what axe finds wrong; it must have looked at something. */
async function barriers(page: Page): Promise<unknown[]> {
  const { violations, passes } = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect(passes.length).toBeGreaterThan(10);
  return violations;
}

export function publicPagesStory(setUp: SetUp): void {
  let run: Installation;
  const urls = new Map<string, string>();

  const urlOf = (language: string) => urls.get(language) ?? '';
  const suppressionCount = async () => (await allItems(run.clients.auditor, '/v1/suppressions')).length;

  beforeAll(async () => {
    run = await setUp.open({ FAIRKNOCK_LOG_LEVEL: 'warn' });
    const purposeStatement = Object.fromEntries(
      pages.map(({ language }) => [language, `We offer courses (${language}).`]),
    );
    const liaId = await approvedLia(run.clients, {}, { purposeStatement });
    const people = pages.map(({ language }, number) => contactCells(number, { language }));
    await importContacts(run.clients, liaId, contactsCsv(people));
    const { body } = await run.clients.sales.post<{ id: string }>('/v1/campaigns', campaignDraft(liaId));
    await run.clients.sales.post(`/v1/campaigns/${body.id}/launch`);
    await untilCampaign(run.clients.sales, body.id, ({ state }) => state === 'finished');
    for (const { to, content } of run.sink.accepted) {
      const number = people.findIndex(({ email }) => email === to[0]);
      urls.set(pages[number]?.language ?? '', optOutUrl(content));
    }
  }, minute);

  afterAll(() => run.close(), minute);

  describe.each(pages)(`The opt-out page in $language on ${setUp.name}`, ({ language }) => {
    it('is plain HTML that may load, run and frame nothing when it is fetched [P1]', async () => {
      const reply = await fetch(urlOf(language));
      const html = await reply.text();
      expect(reply.status).toBe(200);
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).not.toMatch(/<script|<img|<link|<iframe|src=|url\(/i);
      expect(html).toMatch(/<form method="post">/);
      expect(reply.headers.get('set-cookie')).toBeNull();
      const policy = reply.headers.get('content-security-policy') ?? '';
      for (const rule of ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"])
        expect(policy).toContain(rule);
      expect(policy).not.toContain('unsafe');
      expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
      expect(reply.headers.get('cache-control')).toBe('no-store');
    });
  });

  describe(`A forged link on ${setUp.name}`, () => {
    it('shows a page in the language of the browser, not JSON, when the token is wrong [case 13]', async () => {
      const forged = urlOf('en').replace(/.{4}$/, 'AAAA');
      const reply = await fetch(forged, { headers: { 'accept-language': 'sv' } });
      expect([reply.status, reply.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      expect(await reply.text()).toContain('<html lang="sv">');
    });
  });

  // Without a browser the runner says that it was not exercised.
  for (const path of chromiumPaths) {
    describe(`In a real browser on ${setUp.name}`, () => {
      let browser: RealBrowser;

      beforeAll(async () => {
        browser = await RealBrowser.open(path);
      }, minute);

      afterAll(() => browser.close());

      async function expectSilence({ context, requests, complaints }: Visit): Promise<void> {
        expect(requests.filter((url) => !url.startsWith(`${run.url}/u/`) && url !== `${run.url}/favicon.ico`)).toEqual(
          [],
        );
        expect(complaints).toEqual([]);
        expect(await context.cookies()).toEqual([]);
        await context.close();
      }

      it.each(pages)(
        'lets a person opt out without any script in $language [P1] [case 10]',
        async ({ language, heading, done }) => {
          const before = await suppressionCount();
          const visit = await browser.visit({ hasScript: false });
          await visit.page.goto(urlOf(language));
          expect(await visit.page.locator('h1').innerText()).toMatch(heading);
          expect(await suppressionCount()).toBe(before);
          await visit.page.locator('button[type=submit]').focus();
          await visit.page.keyboard.press('Enter');
          await visit.page.locator('time').waitFor();
          expect(await visit.page.locator('h1').innerText()).toMatch(done);
          expect(await suppressionCount()).toBe(before + 1);
          await expectSilence(visit);
        },
        minute,
      );

      it.each(pages)(
        'has nothing that bars a person with a disability in $language',
        async ({ language }) => {
          const visit = await browser.visit({ hasScript: true });
          for (const width of [1_280, 320]) {
            await visit.page.setViewportSize({ width, height: 800 });
            await visit.page.goto(urlOf(language));
            expect(await barriers(visit.page)).toEqual([]);
            // WCAG 2.2, 1.4.10: nothing is wider than the window.
            expect(await visit.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
            await visit.page.locator('button[type=submit]').click();
            await visit.page.locator('time').waitFor();
            expect(await barriers(visit.page)).toEqual([]);
          }
          await expectSilence(visit);
        },
        minute,
      );

      it(
        'has nothing that bars a person with a disability when the link is not valid',
        async () => {
          const visit = await browser.visit({ hasScript: true });
          await visit.page.goto(urlOf('en').replace(/.{4}$/, 'AAAA'));
          expect(await barriers(visit.page)).toEqual([]);
          await visit.context.close();
        },
        minute,
      );
    });
  }
}
