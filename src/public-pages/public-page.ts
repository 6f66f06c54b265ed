// Answers for the few pages that a recipient sees: plain HTML in the person's language, without script, cookie or third party.
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import Handlebars from 'handlebars';
import { DateTime } from 'luxon';
import { TemplateSource } from '../ports/template-source.port.js';
import { toIso, type Instant } from '../shared/instant.js';

const pages = {
  confirm: { heading: 'confirmHeading', body: 'confirmBody', hasForm: true },
  done: { heading: 'doneHeading', body: 'doneBody', hasForm: false },
  invalid: { heading: 'invalidHeading', body: 'invalidBody', hasForm: false },
  tooMany: { heading: 'tooManyHeading', body: 'tooManyBody', hasForm: false },
  failed: { heading: 'failedHeading', body: 'failedBody', hasForm: false },
} as const;

export type PageKind = keyof typeof pages;

const fallback = 'en';

@Injectable()
export class PublicPages {
  readonly languages: readonly string[];
  /** Nothing loads, runs or frames; the one style sheet is named by its hash; the form goes only to us. */
  readonly contentSecurityPolicy: string;
  private readonly css: string;
  private readonly layouts: ReadonlyMap<string, Handlebars.TemplateDelegate<object>>;

  constructor(templates: TemplateSource) {
    this.css = templates.read('pages/page.css').trim();
    const hash = createHash('sha256').update(this.css).digest('base64');
    this.contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
    this.languages = templates.list('pages').flatMap((file) => /^wording\.([\w-]+)\.hbs$/.exec(file)?.[1] ?? []);
    const layout = templates.read('pages/page.hbs');
    this.layouts = new Map(
      this.languages.map((language) => {
        const wording = templates.read(`pages/wording.${language}.hbs`);
        return [language, Handlebars.compile(`${wording}\n${layout}`, { strict: true })];
      }),
    );
  }

  /** @param since when the wish was received; only `done` shows it. */
  render(kind: PageKind, language: string, since?: Instant): string {
    const known = this.languages.includes(language) ? language : fallback;
    const times = since === undefined ? {} : { sinceIso: toIso(since), since: longTime(since, known) };
    const page = this.layouts.get(known)?.({ ...pages[kind], ...times, language: known, css: this.css }) ?? '';
    return page.trimStart();
  }

  /** The first language of an `Accept-Language` header (RFC 9110, 12.5.4) that a page is written in. */
  accepted(header: string | undefined): string {
    const wishes = (header ?? '').slice(0, 500).split(',').map(readWish);
    const wish = wishes
      .filter(({ language, weight }) => weight > 0 && this.languages.includes(language))
      .sort((one, other) => other.weight - one.weight)[0];
    return wish?.language ?? fallback;
  }
}

function readWish(part: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
  const weight = parameters.find((text) => text.startsWith('q='))?.slice(2);
  return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) || 0 };
}

function longTime(at: Instant, language: string): string {
  const locale = language === 'en' ? 'en-GB' : language;
  const time = DateTime.fromMillis(at, { zone: 'utc', locale });
  return `${time.toLocaleString(DateTime.DATETIME_MED)} UTC`;
}
