// Answers for what a source must say before it counts as one (P5, A10).
import {
  sourceKinds,
  sourcePublishers,
  sourceVisibilities,
  type ContactField,
  type Source,
} from '../../ports/contact-store.port.js';
import { minuteMs, plusMs, type Instant } from '../../shared/instant.js';
import { captureTime } from './capture-time.js';
import type { FieldProblem } from './field-problem.js';
import { readFlag } from './read-flag.js';
import { readText } from './read-text.js';

/** A source as it came in; blank means "not given". `fields` absent: everything given with it. */
export interface RawSource {
  readonly kind?: string | null | undefined;
  readonly url?: string | null | undefined;
  readonly capturedAt?: string | null | undefined;
  readonly capturedBy?: string | null | undefined;
  readonly visibility?: string | null | undefined;
  readonly publishedBy?: string | null | undefined;
  /** Text where a file says it. */
  readonly noSolicitation?: boolean | string | null | undefined;
  readonly evidenceSha256?: string | null | undefined;
  readonly fields?: readonly ContactField[] | null | undefined;
}

/** A source without the id that it gets when it is stored. */
export type NewSource = Omit<Source, 'id'>;
export type SourceProblem = FieldProblem & { readonly field: keyof RawSource };

const clockSkewMs = 5 * minuteMs;
const maxUrlLength = 2_000;

function isPublicAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '' && url.hostname !== ''
  );
}

function readUrl(text: string): string | FieldProblem {
  const url = readText(text, maxUrlLength);
  if (typeof url !== 'string') return url;
  if (isPublicAddress(url) && !/\s/.test(url)) return url;
  return {
    code: 'URL_INVALID',
    message: 'is no web address that begins with http:// or https://, without a password in it',
  };
}

function readTime(text: string, now: Instant): Instant | FieldProblem {
  const time = captureTime(text);
  if (time === null) return { code: 'TIME_INVALID', message: 'is no time such as 2026-11-21T09:30:00Z' };
  if (time > plusMs(now, clockSkewMs)) return { code: 'TIME_IN_FUTURE', message: 'is in the future' };
  return time;
}

function oneOf<T extends string>(values: readonly T[], text: string): T | FieldProblem {
  const wanted = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return (
    values.find((value) => value === wanted) ?? { code: 'NOT_ONE_OF', message: `is not one of ${values.join(', ')}` }
  );
}

function readDigest(text: string): string | FieldProblem {
  const digest = text.trim().toLowerCase();
  return /^[0-9a-f]{64}$/.test(digest) ? digest : { code: 'DIGEST_INVALID', message: 'is no SHA-256 in hex' };
}

class SourceReader {
  readonly problems: SourceProblem[] = [];

  constructor(private readonly raw: RawSource) {}

  needed<T>(field: keyof RawSource, read: (text: string) => T | FieldProblem): T | null {
    const value = this.optional(field, read);
    const isMissing = value === null && !this.problems.some((problem) => problem.field === field);
    if (isMissing) this.problems.push({ field, code: 'SOURCE_INCOMPLETE', message: 'is missing' });
    return value;
  }

  flag(field: 'noSolicitation'): boolean | null {
    const given = this.raw[field];
    return typeof given === 'boolean' ? given : this.optional(field, readFlag);
  }

  optional<T>(field: keyof RawSource, read: (text: string) => T | FieldProblem): T | null {
    const text = this.raw[field];
    if (typeof text !== 'string' || text.trim() === '') return null;
    const value = read(text);
    if (!isProblem(value)) return value;
    this.problems.push({ field, ...value });
    return null;
  }
}

function isProblem(value: unknown): value is FieldProblem {
  return typeof value === 'object' && value !== null && 'code' in value;
}

/**
 * @param shown `given`: the contact fields that came with it, which it shows where it names none; `known`: those it may name.
 * @returns the source, or everything that is wrong with it.
 */
export function readSource(
  raw: RawSource,
  shown: { readonly given: readonly ContactField[]; readonly known: readonly ContactField[] },
  now: Instant,
): { readonly source: NewSource } | { readonly problems: readonly SourceProblem[] } {
  const reader = new SourceReader(raw);
  const source = {
    kind: reader.needed('kind', (text) => oneOf(sourceKinds, text)),
    url: reader.needed('url', readUrl),
    capturedAt: reader.needed('capturedAt', (text) => readTime(text, now)),
    capturedBy: reader.needed('capturedBy', (text) => readText(text, 200)),
    visibility: reader.needed('visibility', (text) => oneOf(sourceVisibilities, text)),
    publishedBy: reader.optional('publishedBy', (text) => oneOf(sourcePublishers, text)),
    noSolicitation: reader.flag('noSolicitation'),
    evidenceSha256: reader.optional('evidenceSha256', readDigest),
    fields: raw.fields ? shown.known.filter((field) => raw.fields?.includes(field)) : shown.given,
  };
  if (reader.problems.length > 0) return { problems: reader.problems };
  // Without problems nothing needed is null.
  return { source: source as NewSource };
}
