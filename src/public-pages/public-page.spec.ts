// Answers for proving that each page exists in each language, and that the right language is found.
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { FsTemplateSource } from '../adapters/templates-fs/fs.template-source.js';
import { PublicPages } from './public-page.js';
import type { Instant } from '../shared/instant.js';

const pages = new PublicPages(new FsTemplateSource());
const since = Date.UTC(2026, 10, 23, 9, 30) as Instant;
const kinds = ['confirm', 'done', 'invalid', 'tooMany', 'failed'] as const;

describe('PublicPages', () => {
  it('renders every page in every language, each saying something else [C14]', () => {
    expect([...pages.languages].sort()).toEqual(['de', 'en', 'es', 'fr', 'sv']);
    const texts = pages.languages.flatMap((language) => kinds.map((kind) => pages.render(kind, language, since)));
    expect(new Set(texts.map((text) => /<h1>(.+)<\/h1>/.exec(text)?.[1])).size).toBe(texts.length);
    for (const text of texts) {
      expect(text).toMatch(/^<!doctype html>/);
      expect(text).not.toMatch(/undefined|\[object|\{\{/);
    }
  });

  it('names its one style sheet by its hash in the policy [C14]', () => {
    const css = /<style>([^]*)<\/style>/.exec(pages.render('confirm', 'en'))?.[1] ?? '';
    const hash = createHash('sha256').update(css).digest('base64');
    expect(pages.contentSecurityPolicy).toContain(`style-src 'sha256-${hash}'`);
  });

  it('falls back to English when the language has no page', () => {
    expect(pages.render('confirm', 'xx')).toContain('<html lang="en">');
    expect(pages.render('confirm', '../../etc')).toContain('<html lang="en">');
  });

  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['sv-SE, sv;q=0.9, en;q=0.8', 'sv'],
    ['xx, fr;q=0.4, de;q=0.7', 'de'],
    ['de;q=0, es;q=0.1', 'es'],
    ['DE-at', 'de'],
    [`${'x,'.repeat(1_000)}de`, 'en'],
    ['de;q=nonsense', 'en'],
  ])('answers the header %j in %s', (header, language) => {
    expect(pages.accepted(header)).toBe(language);
  });
});
