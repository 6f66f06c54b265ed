// Answers for the whole job as a story that every set-up must pass: import, verdicts, real mail, opt-out, erasure, provenance, silence in the logs.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  approvedLia,
  campaignDraft,
  contactCells,
  importContacts,
  type ContactCells,
} from '../support/campaign-inputs.js';
import type { Installation, SetUp } from '../support/installation.js';
import { parseWithPostalMime, parseWithPython, type ParsedMail } from '../support/parse-mail.js';
import { oneClick, optOutUrl } from '../support/raw-mail.js';
import { allItems, allTouches, numberedLeaves, untilCampaign } from '../support/run-records.js';

const minute = 60_000;
const noSource = Object.fromEntries(
  Object.keys(contactCells(0))
    .filter((name) => name.startsWith('source_'))
    .map((name) => [name, '']),
);
const [zeb, amy, bea] = ['zebediah.quill@acme.example', 'amy.thistle@birch.example', 'bea.cobalt@cedar.example'];

const people: readonly ContactCells[] = [
  contactCells(1, { email: zeb, given_name: 'Zebediah', family_name: 'Quillfeather', phone: '+44 (0)20 7946 0123' }),
  contactCells(2, { email: amy, given_name: 'Amaryllis', organisation: 'Birch & Söhne\n"Lüneburg" Ltd' }),
  contactCells(3, { email: bea, given_name: 'Beatrix', country: 'US', time_zone: 'America/New_York' }),
  contactCells(4, { email: 'dieter.fern@dill.example', country: 'DE', time_zone: 'Europe/Berlin', language: 'de' }),
  contactCells(5, { email: 'ed.garnet@elder.example', ...noSource }),
  contactCells(6, { email: 'flo.hazel@fir.example', source_visibility: 'restricted' }),
  contactCells(7, { email: 'not an address' }),
  contactCells(8, { email: 'gus.indigo@gmail.com', organisation: '' }),
];

/** As a spreadsheet writes it in half of Europe: a byte order mark, semicolons, an extra column, a line that is cut off. */
function spreadsheet(rows: readonly ContactCells[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const quoted = (cell: string) => (/[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = rows.map((row) => [...names.map((name) => quoted(row[name] ?? '')), '1980-01-01'].join(';'));
  return `\ufeff${[[...names, 'Birthday'].join(';'), ...lines, 'cut;off'].join('\r\n')}\r\n`;
}

interface Preview {
  readonly totals: Readonly<Record<'allow' | 'hold' | 'block', number>>;
  readonly byReason: Readonly<Record<string, number>>;
  readonly samples: readonly { readonly text: string }[];
}

interface Found {
  readonly items: readonly { readonly id: string; readonly state: string }[];
}

export function mainJobStory(setUp: SetUp): void {
  describe(`The main job on ${setUp.name}`, () => {
    let run: Installation;
    let liaId: string;
    let campaignId: string;
    let contents: readonly string[];
    let python: readonly ParsedMail[] | null;
    let mails: readonly ParsedMail[];
    const tokens: string[] = [];

    const clients = () => run.clients;
    const find = async (email: string) =>
      (await clients().sales.post<Found>('/v1/contacts/search', { email })).body.items;
    const preview = async (id: string) => (await clients().sales.post<Preview>(`/v1/campaigns/${id}/preview`)).body;
    const create = async (more = {}) => {
      return (await clients().sales.post<{ id: string }>('/v1/campaigns', campaignDraft(liaId, more))).body.id;
    };
    const mailTo = (email: string, nth = 0) => contents.filter((_, index) => mails[index]?.to === email)[nth] ?? '';

    beforeAll(async () => {
      run = await setUp.open();
      liaId = await approvedLia(run.clients);
    }, minute);

    afterAll(() => run.close(), minute);

    it('takes what is good and names what is not when a spreadsheet is imported [P8] [case 18]', async () => {
      const done = await importContacts(clients(), liaId, spreadsheet(people));
      expect(done).toMatchObject({ state: 'finished', read: 9, created: 6, rejected: 3, droppedFields: ['Birthday'] });
      const { body } = await clients().sales.get<string>(`/v1/contacts/imports/${done.id}/rejects`);
      expect(body).toMatch(/EMAIL_INVALID/);
      expect(body).toMatch(/FREE_MAIL_WITHOUT_ORGANISATION/);
      expect(body).toMatch(/cut;off/);
      const [amys] = await find('AMY.Thistle+news@Birch.example');
      const { body: contact } = await clients().sales.get<{ organisation: string }>(`/v1/contacts/${amys?.id ?? ''}`);
      expect(contact.organisation).toMatch(/Birch & Söhne\s"Lüneburg" Ltd/);
    });

    it('shows who may be written to, who not and why, before anything is sent [P5] [case 19] [case 20] [case 23]', async () => {
      const [first] = campaignDraft(liaId).steps;
      const second = { channel: 'email', subject: 'Again', text: 'Hello again.\n\n{{> optOut}}\n', delayDays: 0 };
      campaignId = await create({ steps: [first, second] });
      const { totals, byReason, samples } = await preview(campaignId);
      expect(totals).toEqual({ allow: 3, hold: 1, block: 2 });
      expect(byReason).toMatchObject({ SOURCE_MISSING: 1, CONSENT_REQUIRED: 1, SOURCE_NOT_PUBLIC: 1 });
      expect(samples[0]?.text).toMatch(/Who is writing/);
      expect(run.sink.transactions).toEqual([]);
    });

    it(
      'sends both steps to those who may get them and to nobody else when it is launched [P2]',
      async () => {
        await clients().sales.post(`/v1/campaigns/${campaignId}/launch`);
        await untilCampaign(clients().sales, campaignId, ({ counts: { byState } }) => byState['sent'] === 6);
        contents = run.sink.accepted.map(({ content }) => content);
        python = parseWithPython(contents);
        if (python === null) process.stderr.write('NOT EXERCISED: python3 as an independent mail parser\n');
        mails = await Promise.all(contents.map(parseWithPostalMime));
        expect(mails.map(({ to }) => to).sort()).toEqual([amy, amy, bea, bea, zeb, zeb]);
        for (const content of contents) tokens.push(new URL(optOutUrl(content)).pathname.slice('/u/'.length));
      },
      minute,
    );

    it('gives independent parsers the same mail, in lines that every server takes [P3]', () => {
      for (const [index, mail] of (python ?? []).entries()) {
        const { from, to, subject, text, html } = mails[index] ?? mail;
        expect({ ...mail, text: mail.text.trim(), html: mail.html.trim() }).toMatchObject({
          from,
          to,
          subject,
          text: text.trim(),
          html: html.trim(),
        });
      }
      for (const content of contents) {
        expect(content.split('\r\n').filter((line) => line.length > 998)).toEqual([]);
        expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }
    });

    it('carries every mandatory part in text and HTML when it is the first mail [P3] [case 7]', () => {
      const firsts = mails.filter(({ subject }) => subject.startsWith('Courses for'));
      expect(firsts).toHaveLength(3);
      for (const { text, html } of firsts) {
        for (const body of [text, html]) {
          expect(body).toContain('Sample Sender Ltd, 1 Test Street, Bristol BS1 1AA, United Kingdom');
          expect(body).toContain('We write to people in charge of training to tell them about our courses.');
          expect(body).toContain('We want companies to learn that our courses exist');
          expect(body).toMatch(/read on \d{1,2} \w+ 20\d\d: /);
          expect(body).toMatch(/https:\/\/company-\d\.example\/team/);
          expect(body).toContain('This source is publicly accessible.');
          expect(body).toContain('https://sender.example/privacy');
          expect(body).toMatch(/\/u\/[\w-]{60,}/);
        }
        expect(text).toMatch(/\n\nYour right to object\nYou may object [^\n]+\n\n/);
        expect(html).toMatch(/<h2[^>]*>Your right to object<\/h2>\s*<p[^>]*>You may object (?:(?!<p).)*<\/p>/s);
      }
    });

    it('carries a visible opt-out and both list fields once in every mail, and loads nothing [P3] [case 8]', () => {
      for (const [index, { fields, text, html, to }] of mails.entries()) {
        const valuesOf = (name: string) => fields.filter(([key]) => key === name).map(([, value]) => value);
        expect(valuesOf('list-unsubscribe')).toEqual([`<${optOutUrl(contents[index] ?? '')}>`]);
        expect(valuesOf('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
        expect(text).toContain(optOutUrl(contents[index] ?? ''));
        if (html !== '') expect(html).toContain(optOutUrl(contents[index] ?? ''));
        expect(html).not.toMatch(/<(img|link|script|iframe|object|video|audio|svg)\b|url\(|src=/i);
        for (const name of ['from', 'to', 'subject', 'date', 'message-id']) expect(valuesOf(name)).toHaveLength(1);
        expect(to).not.toBe('');
      }
      expect(new Set(mails.map(({ fields }) => fields.find(([key]) => key === 'message-id')?.[1])).size).toBe(6);
    });

    it(
      'refuses a second campaign, also under another spelling of the address, when the cap is reached [P2] [case 4]',
      async () => {
        const again = spreadsheet([contactCells(9, { email: 'Zebediah.Quill+2@ACME.example' })]);
        expect(await importContacts(clients(), liaId, again)).toMatchObject({ created: 0, updated: 1 });
        const second = await create({ name: 'Once more' });
        const { totals, byReason } = await preview(second);
        expect([totals.allow, byReason['EMAIL_LIMIT']]).toEqual([0, 3]);
        await clients().sales.post(`/v1/campaigns/${second}/launch`);
        await untilCampaign(clients().sales, second, ({ isPlanned, counts: { byState } }) => {
          return isPlanned && byState['scheduled'] === 0 && byState['claimed'] === 0;
        });
        expect(run.sink.transactions).toHaveLength(6);
        const states = new Set((await allTouches(clients().auditor, second)).map(({ state }) => state));
        expect(states.has('sent')).toBe(false);
      },
      minute,
    );

    it('exports where everything came from as CSV, JSON and PROV when an auditor asks', async () => {
      const [contact] = await find(zeb);
      const path = `/v1/contacts/${contact?.id ?? ''}/provenance`;
      for (const accept of ['application/json', 'text/csv', 'application/prov+json']) {
        const { status, headers, body } = await clients().auditor.get(path, { accept });
        expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining(accept)]);
        expect(JSON.stringify(body)).toContain('https://company-1.example/team');
      }
      for (const format of ['csv', 'json', 'prov']) {
        const { status, body } = await clients().auditor.get(`/v1/exports/provenance?format=${format}`);
        expect(status).toBe(200);
        for (const email of [zeb, amy, bea]) expect(JSON.stringify(body)).toContain(email);
      }
    });

    it('keeps an erased person out when the file is imported again, and the old link still works [P7] [case 14]', async () => {
      const [before] = await find(bea);
      expect((await clients().sales.send('DELETE', `/v1/contacts/${before?.id ?? ''}`, {})).status).toBe(204);
      expect(await find(bea)).toEqual([]);
      expect((await oneClick(optOutUrl(mailTo(bea)))).status).toBe(200);
      const done = await importContacts(clients(), liaId, spreadsheet(people));
      const { body } = await clients().sales.get<string>(`/v1/contacts/imports/${done.id}/rejects`);
      expect(body).toContain('CONTACT_ERASED');
      expect((await find(bea)).filter(({ state }) => state === 'contactable')).toEqual([]);
      const kept = await allItems<{ cause: string; number: number }>(clients().auditor, '/v1/suppressions');
      expect(kept).toEqual([expect.objectContaining({ cause: 'erasure', number: 2 })]);
      const wishes = (await numberedLeaves(clients())).filter(({ type }) => type === 'person.suppressed');
      expect(wishes.map(({ leaf }) => leaf['refs'])).toContainEqual(expect.objectContaining({ cause: 'unsubscribe' }));
      const { body: exported } = await clients().auditor.get<string>('/v1/exports/provenance?format=csv');
      expect(exported).not.toContain(bea);
    });

    it(
      'writes to nobody who opted out when another campaign under another assessment is launched [P1] [case 1]',
      async () => {
        expect((await oneClick(optOutUrl(mailTo(amy, 1)))).status).toBe(200);
        const other = await approvedLia(clients(), { maxEmails: 10 });
        const third = (await clients().sales.post<{ id: string }>('/v1/campaigns', campaignDraft(other))).body.id;
        expect((await preview(third)).byReason['SUPPRESSED']).toBeGreaterThanOrEqual(1);
        await clients().sales.post(`/v1/campaigns/${third}/launch`);
        await untilCampaign(clients().sales, third, ({ isPlanned, counts: { byState } }) => {
          return isPlanned && byState['scheduled'] === 0 && byState['claimed'] === 0;
        });
        const late = run.sink.transactions.slice(6).flatMap(({ to }) => to);
        expect(late.filter((to) => to === amy || to === bea)).toEqual([]);
        expect(late).toEqual([zeb]);
      },
      minute,
    );

    it(
      'says nothing of any person, token or key in its log and its metrics when all that is done',
      async () => {
        const metrics = await run.metrics();
        expect(metrics).toMatch(/^fairknock_/m);
        expect(new Set(await run.stop())).toEqual(new Set([0]));
        const { log } = run;
        expect(log.split('\n').length).toBeGreaterThan(20);
        const keys = Object.values(clients()).map(({ key }) => key ?? '');
        const personal = people.flatMap(({ email = '', family_name = '', organisation = '' }) => [
          email,
          family_name,
          organisation,
        ]);
        const names = [
          'Zebediah',
          'Amaryllis',
          'Beatrix',
          '79460123',
          '7946 0123',
          'quill',
          'thistle',
          'cobalt',
          'not an',
        ];
        const secrets = [...personal, ...names, ...tokens, ...keys].filter((text) => text !== '');
        const leaked = secrets.filter((text) =>
          [log, metrics].some((where) => where.toLowerCase().includes(text.toLowerCase())),
        );
        expect(leaked).toEqual([]);
      },
      minute,
    );
  });
}
