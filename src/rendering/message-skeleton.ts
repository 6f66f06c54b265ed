// Answers for what is the same in every message of a template, language and sender: rendered, verified and encoded once.
import Handlebars from 'handlebars';
import { InvariantError } from '../shared/errors.js';
import { sha256Hex } from '../shared/canonical-json.js';
import { missingBlocks, templateProblems } from './compile-template.js';
import { bodyBlocks } from './encode-body.js';
import { headerField, mailbox } from './mail-header.js';
import { htmlOf, liveNames, markOf, oneLine, oneWord, plainText, splitAtMarks } from './message-values.js';
import { compileOptions } from './notice-wording.js';
import { personSlots } from './step-slots.js';
import type { Block, Pieces } from './encode-body.js';
import type { MessageInput } from './message-input.js';
import type { Blocks, Wording } from './notice-wording.js';

export type SkeletonInput = Pick<MessageInput, 'step' | 'notice' | 'from' | 'replyTo' | 'slots'>;

export interface Part {
  readonly pieces: Pieces;
  readonly blocks: readonly Block[];
}

export interface Skeleton {
  readonly subject: Pieces;
  readonly fromField: string;
  /** Fields that follow those of the person. */
  readonly lastFields: string;
  readonly boundary: string;
  readonly text: Part;
  readonly html: Part | null;
  readonly hasNotice: boolean;
}

type Names = Readonly<Record<string, string>>;
type Show = (name: string, value: string) => string;

const showText: Show = (_, value) => value;

/**
 * @param key what the skeleton is kept under; the boundary is made from it.
 * @throws InvariantError where the template was never checked, or a mandatory part is not in what was rendered (P3).
 */
export function buildSkeleton(input: SkeletonInput, wording: Wording, key: string): Skeleton {
  const { step } = input;
  requireCheckedTemplate(input);
  const fixed = fixedValues(input);
  const names = { ...markAll(Object.keys(fixed), fixed), ...markAll(liveNames), ...absentSlots(input) };
  const text = renderPart(step.text, { blocks: wording.text, names, fixed, show: showText });
  const html = step.html === null ? null : renderPart(step.html, { blocks: wording.html, names, fixed, show: htmlOf });
  const hasNotice = missingBlocks(step, ['notice']).length === 0;
  const objection = wording.objection(names);
  requireParts(text, { hasNotice, objection, fixed, show: showText });
  if (html !== null) requireParts(html, { hasNotice, objection, fixed, show: htmlOf });
  // `=_` cannot occur in quoted-printable text, so no part can hold the boundary (RFC 2045, 6.7).
  const boundary = `=_fk_${sha256Hex(key).slice(0, 24)}`;
  return {
    subject: splitAtMarks(renderTemplate(step.subject, names)),
    fromField: headerField('From', mailbox(oneLine(input.from.name), input.from.address)),
    lastFields: lastFields(input.replyTo, html === null ? null : boundary),
    boundary,
    text: partOf(text),
    html: html === null ? null : partOf(html),
    hasNotice,
  };
}

function fixedValues({ notice }: SkeletonInput): Names {
  const { controller } = notice;
  return {
    controllerName: oneLine(controller.name),
    controllerAddress: plainText(controller.postalAddress)
      .trim()
      .replace(/\s*\n\s*/g, ', '),
    controllerEmail: oneLine(controller.email),
    controllerPhone: oneLine(controller.phone ?? ''),
    controllerWebsite: oneWord(controller.website ?? ''),
    dpoName: oneLine(controller.dpo.name),
    dpoEmail: oneLine(controller.dpo.email),
    regulatorName: oneLine(controller.regulator?.name ?? ''),
    regulatorUrl: oneWord(controller.regulator?.url ?? ''),
    interest: plainText(notice.interest),
    purposeStatement: plainText(notice.purposeStatement),
    privacyPolicyUrl: oneWord(notice.privacyPolicyUrl),
  };
}

/** A mark for each name, but nothing where the value is empty, so that conditions see it. */
function markAll(names: readonly string[], values?: Names): Names {
  return Object.fromEntries(names.map((name) => [name, values?.[name] === '' ? '' : markOf(name)]));
}

function absentSlots({ slots }: SkeletonInput): Names {
  return Object.fromEntries(personSlots.filter((name) => oneLine(slots[name] ?? '') === '').map((name) => [name, '']));
}

function renderPart(
  template: string,
  o: { readonly blocks: Blocks; readonly names: Names; readonly fixed: Names; readonly show: Show },
): string {
  const rendered = renderTemplate(template, o.names, { notice: o.blocks.notice, optOut: o.blocks.optOut });
  return splitAtMarks(rendered)
    .map((piece, index) => (index % 2 === 0 ? piece : (shown(piece, o) ?? markOf(piece))))
    .join('');
}

function shown(name: string, { fixed, show }: { readonly fixed: Names; readonly show: Show }): string | null {
  const value = fixed[name];
  return value === undefined ? null : show(name, value);
}

function renderTemplate(
  template: string,
  names: Names,
  partials: Readonly<Record<string, Handlebars.Template>> = {},
): string {
  const compiled = Handlebars.compile<Names>(template.replace(/\r\n?/g, '\n'), compileOptions);
  return compiled(names, { partials });
}

function requireCheckedTemplate({ step }: SkeletonInput): void {
  if (templateProblems(step).length > 0 || missingBlocks(step, ['optOut']).length > 0) {
    throw new InvariantError('INTERNAL', 'a template reached the renderer that cannot have been saved');
  }
}

function requireParts(
  body: string,
  o: { readonly hasNotice: boolean; readonly objection: string; readonly fixed: Names; readonly show: Show },
): void {
  const required = o.hasNotice
    ? [...mandatoryParts(o), markOf('sourceUrl'), markOf('optOutUrl')]
    : [markOf('optOutUrl')];
  if (required.some((part) => part.trim() === '' || !body.includes(part))) {
    throw new InvariantError('INTERNAL', 'a message lacks a mandatory part');
  }
}

function mandatoryParts(o: { readonly objection: string; readonly fixed: Names; readonly show: Show }): string[] {
  const names = ['controllerName', 'controllerAddress', 'purposeStatement', 'privacyPolicyUrl'];
  return [...names.map((name) => shown(name, o) ?? ''), o.objection];
}

function lastFields(replyTo: string | null, boundary: string | null): string {
  return [
    replyTo === null ? '' : headerField('Reply-To', mailbox(null, replyTo)),
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n',
    'MIME-Version: 1.0\r\n',
    boundary === null
      ? 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n'
      : `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n`,
    '\r\n',
  ].join('');
}

function partOf(body: string): Part {
  return { pieces: splitAtMarks(body), blocks: bodyBlocks(body) };
}
