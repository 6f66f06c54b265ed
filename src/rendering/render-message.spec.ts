// Answers for proving, by an independent parser, that messages are well formed and whole whatever the values are.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { FsTemplateSource } from '../adapters/templates-fs/fs.template-source.js';
import { InvariantError } from '../shared/errors.js';
import { firstStep, messageInput } from './message-input.builder.js';
import { MessageRenderer } from './render-message.js';
import type { MessageInput, StepTemplate } from './message-input.js';

const renderer = new MessageRenderer(new FsTemplateSource());
const laterStep: StepTemplate = {
  subject: 'One more word',
  html: '<p>Hello</p>{{> optOut}}',
  text: 'Hello\n\n{{> optOut}}',
};
const languages = ['de', 'en', 'es', 'fr', 'sv'];

function visible(html: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html
    .replace(/<br>\n?/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => named[name] ?? '');
}

function headerNames(raw: Buffer): string[] {
  const head = raw.toString('utf8').split('\r\n\r\n')[0] ?? '';
  return head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
}

async function parsed(input: MessageInput) {
  const { raw } = renderer.render(input);
  return { raw, mail: await PostalMime.parse(raw) };
}

describe('MessageRenderer', () => {
  it.each(languages)(
    'shows every mandatory part in both twins of a first message in %s [case 7][T1][A03][A04][A15][O3]',
    async (language) => {
      const input = messageInput({ language });
      const { mail } = await parsed(input);
      const { notice } = input;
      const html = visible(mail.html ?? '');
      for (const body of [mail.text ?? '', html]) {
        expect(body).toContain(notice.controller.name);
        expect(body).toContain('1 High Street, Leeds LS1 1AA, United Kingdom');
        expect(body).toContain(notice.purposeStatement);
        expect(body).toContain(notice.interest);
        expect(body).toContain(notice.source.url);
        expect(body).toContain('2026');
        expect(body).toContain(notice.privacyPolicyUrl);
        expect(body).toContain(notice.controller.dpo.email);
        expect(body.split(input.optOutUrl)).toHaveLength(3);
      }
      const heading = {
        de: 'Ihr Widerspruchsrecht',
        en: 'Your right to object',
        es: 'Su derecho de oposición',
        fr: "Votre droit d'opposition",
        sv: 'Din rätt att invända',
      }[language];
      expect(mail.text).toContain(`\n\n${heading ?? '?'}\n`);
      expect(mail.html).toMatch(new RegExp(`<h2[^>]*>${(heading ?? '?').replace("'", "(&#39;|')")}</h2>`));
    },
  );

  it('says whether the source is public and who published it there [T1][case 7]', () => {
    const input = messageInput();
    const closed = { ...input.notice, source: { ...input.notice.source, isPublic: false, publishedBy: null } };
    expect(renderer.render(input).text).toContain(
      'This source is publicly accessible. Your organisation published the details there.',
    );
    expect(renderer.render({ ...input, notice: closed }).text).toContain('This source is not publicly accessible.');
  });

  it('has each required header exactly once and both list headers on every message [case 8][M1][M7]', async () => {
    for (const step of [firstStep, laterStep, { ...laterStep, html: null }]) {
      const input = messageInput({ step });
      const { raw, mail } = await parsed(input);
      const names = headerNames(raw);
      for (const name of [
        'from',
        'to',
        'reply-to',
        'subject',
        'date',
        'message-id',
        'mime-version',
        'list-unsubscribe',
        'list-unsubscribe-post',
        'content-type',
      ]) {
        expect(names.filter((one) => one === name)).toEqual([name]);
      }
      const header = (key: string) => mail.headers.find((one) => one.key === key)?.value;
      expect(header('list-unsubscribe')).toBe(`<${input.optOutUrl}>`);
      expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
      expect(header('message-id')).toBe(input.messageId);
      expect(header('date')).toBe('Mon, 23 Nov 2026 09:30:00 +0000');
      expect(mail.text).toContain(input.optOutUrl);
    }
  });

  it('says which blocks a message has', () => {
    expect(renderer.render(messageInput())).toMatchObject({ hasNotice: true, hasOptOut: true });
    expect(renderer.render(messageInput({ step: laterStep }))).toMatchObject({ hasNotice: false, hasOptOut: true });
  });

  it('gives the same text and HTML that it puts on the wire', async () => {
    const message = renderer.render(messageInput());
    const mail = await PostalMime.parse(message.raw);
    expect(mail.text?.trim()).toBe(message.text.trim());
    expect(mail.html?.trim()).toBe(message.html?.trim());
    expect({ ...message }).toHaveProperty('text', message.text);
  });

  it('leaves an empty place where an optional value is missing, and follows {{#if}} [A15]', () => {
    const step = {
      ...laterStep,
      html: null,
      text: 'Dear {{#if givenName}}{{givenName}}{{else}}reader{{/if}}{{familyName}}.\n{{> optOut}}',
    };
    expect(renderer.render(messageInput({ step, slots: { country: 'GB' } })).text).toMatch(/^Dear reader\.\n/);
    expect(renderer.render(messageInput({ step, slots: { country: 'GB', givenName: 'Ada' } })).text).toMatch(
      /^Dear Ada\.\n/,
    );
    expect(renderer.render(messageInput({ step, slots: { country: 'GB', givenName: '\u0000\r\n ' } })).text).toMatch(
      /^Dear reader\.\n/,
    );
  });

  it('neither forges a header nor breaks the markup, whatever the values are [M7][P3]', async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom(
        'x\r\nBcc: evil@example.org',
        'x\nBcc: evil@example.org\n\nbody',
        '=?utf-8?Q?=0D=0ABcc:_evil@example.org?=',
        '</p><script>alert(1)</script>',
        '<!--',
        '"><img src=x>',
        '=cmd|x',
        '@SUM(1)',
        '\uFDD0optOutUrl\uFDD0',
        '{{> optOut}}',
        'a'.repeat(1500),
        'ä'.repeat(700),
        '👩‍🚀'.repeat(90),
        '"\\"',
        '\u202Egnp.exe',
      ),
    );
    const values = fc.record({
      givenName: nasty,
      familyName: nasty,
      jobTitle: nasty,
      organisation: nasty,
      name: nasty,
    });
    const plain = headerNames(renderer.render(messageInput()).raw);
    await fc.assert(
      fc.asyncProperty(values, fc.constantFrom(...languages), async ({ name, ...slots }, language) => {
        const input = messageInput({
          language,
          slots: { ...slots, country: 'GB' },
          to: { name, address: 'ada@engines.example' },
        });
        const { raw, mail } = await parsed(input);
        expect(headerNames(raw)).toEqual(plain);
        expect(mail.to).toEqual([expect.objectContaining({ address: 'ada@engines.example' })]);
        expect(mail.from).toMatchObject({ address: 'lena@learnwell.example' });
        expect(mail.bcc ?? []).toEqual([]);
        const lines = raw.toString('latin1').split('\r\n');
        expect(lines.every((line) => line.length <= 998 && !/[\r\n]/.test(line))).toBe(true);
        expect(lines.filter((line) => line.length > 78).every((line) => line.startsWith('List-Unsubscribe: '))).toBe(
          true,
        );
        expect(mail.html).not.toMatch(/<(script|img|!--)/i);
        expect(mail.attachments).toEqual([]);
        for (const body of [mail.text ?? '', visible(mail.html ?? '')]) {
          expect(body).toContain(input.notice.purposeStatement);
          expect(body.split(input.optOutUrl)).toHaveLength(3);
        }
      }),
    );
  });

  it('puts every value where the template says, decoded as it was given', async () => {
    const name = fc
      .stringMatching(/^[A-Za-zÀ-ÿ0-9&<>"'=.,_ -]{1,80}$/)
      .map((text) => text.replace(/ +/g, ' ').trim() || 'x');
    const step = {
      ...laterStep,
      subject: '{{organisation}}',
      text: `[{{givenName}}]${'x '.repeat(300)}[{{familyName}}]=\n{{> optOut}}`,
      html: `<p>[{{givenName}}]${'y='.repeat(300)}[{{familyName}}]</p>{{> optOut}}`,
    };
    await fc.assert(
      fc.asyncProperty(name, name, name, async (givenName, familyName, organisation) => {
        const input = messageInput({
          step,
          slots: { givenName, familyName, organisation, country: 'GB' },
          to: { name: organisation, address: 'a@b.example' },
        });
        const { mail } = await parsed(input);
        expect(mail.subject).toBe(organisation);
        expect(mail.to?.[0]).toMatchObject({ name: organisation });
        expect(mail.text).toContain(`[${givenName}]${'x '.repeat(300)}[${familyName}]=\n`);
        expect(visible(mail.html ?? '')).toContain(`[${givenName}]${'y='.repeat(300)}[${familyName}]`);
      }),
    );
  });

  it.each<[string, Partial<MessageInput>]>([
    ['no opt-out block', { step: { ...laterStep, text: 'x' } }],
    ['no opt-out block in HTML', { step: { ...laterStep, html: '<p>x</p>' } }],
    ['an unknown slot', { step: { ...laterStep, text: '{{email}}{{> optOut}}' } }],
    ['a tracking pixel', { step: { ...laterStep, html: '<img src="https://x.example/p">{{> optOut}}' } }],
    ['a forged address', { to: { name: null, address: 'a@b.example>\r\nBcc: <c@d.example' } }],
    ['two addresses', { to: { name: null, address: 'a@b.example, c@d.example' } }],
    ['a forged sender', { from: { name: 'x', address: 'a b@c.example' } }],
    ['a forged message id', { messageId: '<a@b>\r\nBcc: c@d.example' }],
    ['a forged opt-out link', { optOutUrl: 'https://x.example/>\r\nBcc: c@d.example' }],
    ['no opt-out link', { optOutUrl: '' }],
    ['an unknown language', { language: 'xx' }],
    ['no purpose', { notice: { ...messageInput().notice, purposeStatement: ' ' } }],
    ['no privacy policy', { notice: { ...messageInput().notice, privacyPolicyUrl: '' } }],
    ['no source', { notice: { ...messageInput().notice, source: { ...messageInput().notice.source, url: '' } } }],
    [
      'no postal address',
      { notice: { ...messageInput().notice, controller: { ...messageInput().notice.controller, postalAddress: '' } } },
    ],
  ])('refuses to make a message with %s [P3][P9]', (_, changes) => {
    expect(() => renderer.render(messageInput(changes))).toThrow(InvariantError);
  });

  it('knows the languages that have a wording [U14]', () => {
    expect(renderer.supportedLanguages).toEqual(languages);
  });

  it('has every phrase in every language [T5]', () => {
    const { notice } = messageInput();
    for (const language of languages) {
      for (const kind of [
        'company_website',
        'public_register',
        'linkedin_public',
        'professional_directory',
        'event_page',
        'press',
        'referral',
        'other_public',
      ] as const) {
        for (const publishedBy of ['person', 'employer', 'third_party', null] as const) {
          const source = { ...notice.source, kind, publishedBy };
          expect(
            renderer.render(messageInput({ language, notice: { ...notice, source } })).text.length,
          ).toBeGreaterThan(500);
        }
      }
    }
  });
});
