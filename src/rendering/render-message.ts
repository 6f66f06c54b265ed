// Answers for one person's message: text, HTML and the whole RFC 5322 octets, with every mandatory part or not at all (P3).
import { DateTime } from 'luxon';
import { InvariantError } from '../shared/errors.js';
import { BoundedCache } from './bounded-cache.js';
import { encodeBlocks, fill } from './encode-body.js';
import { headerField, headerText, mailbox, strictField } from './mail-header.js';
import { buildSkeleton } from './message-skeleton.js';
import { htmlOf, liveNames, oneLine, oneWord } from './message-values.js';
import { languagesOf, loadWording } from './notice-wording.js';
import { personSlots } from './step-slots.js';
import type { MessageInput, RenderedMessage } from './message-input.js';
import type { LiveValues } from './message-values.js';
import type { Skeleton } from './message-skeleton.js';
import type { Wording } from './notice-wording.js';
import type { TemplateSource } from '../ports/template-source.port.js';
import type { Instant } from '../shared/instant.js';

const maxSkeletons = 500;
const maxDates = 2_000;
const messageIdForm = /^<[^\s<>@\p{Cc}]{1,200}@[^\s<>@\p{Cc}]{1,253}>$/u;
const optOutForm = /^<https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]{1,900}>$/;
const sourceUrlForm = /^\S{1,4000}$/;

export class MessageRenderer {
  /** BCP 47 tags that the mandatory blocks are written in. */
  readonly supportedLanguages: readonly string[];
  private readonly wordings = new Map<string, Wording>();
  private readonly skeletons = new BoundedCache<Skeleton>(maxSkeletons);
  private readonly dates = new BoundedCache<string>(maxDates);
  private readonly phrases = new BoundedCache<string>(maxDates);

  constructor(private readonly templates: TemplateSource) {
    this.supportedLanguages = languagesOf(templates);
  }

  /**
   * `step` passed `checkTemplate`. The message has the notice where the step's template includes it.
   * @throws InvariantError where a mandatory part is missing or a header value is malformed: then nothing may be sent.
   */
  render(input: MessageInput): RenderedMessage {
    const wording = this.wordingOf(input.language);
    const key = skeletonKey(input);
    const skeleton = this.skeletons.get(key, () => buildSkeleton(input, wording, key));
    const values = this.liveValues(input, wording);
    if (skeleton.hasNotice && !sourceUrlForm.test(values.sourceUrl)) {
      throw new InvariantError('INTERNAL', 'a message lacks the source of the data');
    }
    return this.assemble(input, skeleton, values);
  }

  private assemble(input: MessageInput, skeleton: Skeleton, values: LiveValues): RenderedMessage {
    const { text, html } = skeleton;
    const subject = oneLine(fill(skeleton.subject, values));
    const htmlValues = html === null ? values : htmlValuesOf(values);
    const head = this.headOf(input, skeleton, subject);
    const textBody = encodeBlocks(text.blocks, values);
    const body =
      html === null ? textBody : alternatives(skeleton.boundary, textBody, encodeBlocks(html.blocks, htmlValues));
    return {
      subject,
      // Only previews read these: put together when asked for.
      get text() {
        return fill(text.pieces, values);
      },
      get html() {
        return html === null ? null : fill(html.pieces, htmlValues);
      },
      raw: Buffer.from(head + body, 'utf8'),
      hasNotice: skeleton.hasNotice,
      hasOptOut: true,
    };
  }

  private headOf(input: MessageInput, skeleton: Skeleton, subject: string): string {
    return (
      skeleton.fromField +
      headerField('To', mailbox(input.to.name === null ? null : oneLine(input.to.name), input.to.address)) +
      headerField('Subject', headerText(subject)) +
      `Date: ${this.dateField(input.date)}\r\n` +
      strictField('Message-ID', input.messageId, messageIdForm) +
      // Never folded: some relays sign a folded one wrongly (M6).
      strictField('List-Unsubscribe', `<${input.optOutUrl}>`, optOutForm) +
      skeleton.lastFields
    );
  }

  private liveValues({ slots, notice, language, optOutUrl }: MessageInput, wording: Wording): LiveValues {
    const { source } = notice;
    const [givenName = '', familyName = '', jobTitle = '', organisation = '', country = ''] = personSlots.map((name) =>
      oneLine(slots[name] ?? ''),
    );
    const person = { givenName, familyName, jobTitle, organisation, country };
    const status = source.isPublic ? 'status-public' : 'status-closed';
    const publisher =
      source.publishedBy === null ? '' : ` ${this.phrase(language, `published-${source.publishedBy}`, wording)}`;
    return {
      ...person,
      sourceKind: this.phrase(language, `kind-${source.kind}`, wording),
      sourceUrl: oneWord(source.url),
      sourceDate: this.longDate(source.capturedAt, language),
      sourceStatus: `${this.phrase(language, status, wording)}${publisher}`,
      optOutUrl,
    };
  }

  private wordingOf(language: string): Wording {
    const known = this.wordings.get(language);
    if (known !== undefined) return known;
    if (!this.supportedLanguages.includes(language)) {
      throw new InvariantError('INTERNAL', 'a message was asked for in a language that has no wording');
    }
    const wording = loadWording(this.templates, language);
    this.wordings.set(language, wording);
    return wording;
  }

  private phrase(language: string, name: string, wording: Wording): string {
    return this.phrases.get(`${language} ${name}`, () => wording.phrase(name));
  }

  /** RFC 5322 date; messages of one second share it. */
  private dateField(at: Instant): string {
    const second = Math.floor(at / 1_000);
    return this.dates.get(`s${String(second)}`, () => utc(at, 'en').toFormat("EEE, dd LLL yyyy HH:mm:ss '+0000'"));
  }

  private longDate(at: Instant, language: string): string {
    const day = Math.floor(at / 86_400_000);
    return this.dates.get(`${language}${String(day)}`, () => utc(at, language).toLocaleString(DateTime.DATE_FULL));
  }
}

function utc(at: Instant, language: string): DateTime {
  return DateTime.fromMillis(at, { zone: 'utc', locale: language === 'en' ? 'en-GB' : language });
}

/** All that a skeleton is made from, which slots are filled included: conditions may ask for it. */
function skeletonKey({ step, language, slots, notice, from, replyTo }: MessageInput): string {
  const { controller } = notice;
  const filled = personSlots.map((name) => (oneLine(slots[name] ?? '') === '' ? '0' : '1')).join('');
  const sender = `${from.name}\0${from.address}\0${replyTo ?? ''}`;
  const who = `${controller.name}\0${controller.postalAddress}\0${controller.email}\0${controller.phone ?? ''}\0${controller.website ?? ''}`;
  const others = `${controller.dpo.name}\0${controller.dpo.email}\0${controller.regulator?.name ?? ''}\0${controller.regulator?.url ?? ''}`;
  const why = `${notice.interest}\0${notice.purposeStatement}\0${notice.privacyPolicyUrl}`;
  const template = `${step.subject}\0${step.text}\0${step.html === null ? '' : `\u0001${step.html}`}`;
  return `${language}\0${filled}\0${sender}\0${who}\0${others}\0${why}\0${template}`;
}

function htmlValuesOf(values: LiveValues): LiveValues {
  return Object.fromEntries(liveNames.map((name) => [name, htmlOf(name, values[name])])) as Record<
    keyof LiveValues,
    string
  >;
}

function alternatives(boundary: string, text: string, html: string): string {
  const part = (type: string, body: string) =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${body}\r\n`;
  return `${part('text/plain', text)}${part('text/html', html)}--${boundary}--\r\n`;
}
