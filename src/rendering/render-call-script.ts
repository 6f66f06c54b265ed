// Answers for what a caller says first: who calls, why, where the number is from, and the right to object (V3).
import Handlebars from 'handlebars';
import type { TemplateSource } from '../ports/template-source.port.js';
import { InvariantError } from '../shared/errors.js';
import { dateOf } from '../shared/instant.js';
import type { NoticeInput, PersonSlots } from './message-input.js';

export interface CallScriptInput {
  /** BCP 47; one that has a script. */
  readonly language: string;
  readonly slots: PersonSlots;
  readonly notice: NoticeInput;
}

/**
 * Plain text of the call's opening.
 * @throws InvariantError where a mandatory part is missing from what was rendered: then there is no call.
 */
export function renderCallScript(templates: TemplateSource, input: CallScriptInput): string {
  const { notice, slots } = input;
  const template = Handlebars.compile(templates.read(`call/script.${input.language}.hbs`), { noEscape: true });
  const script = template({
    givenName: slots.givenName,
    familyName: slots.familyName,
    controllerName: notice.controller.name,
    controllerEmail: notice.controller.email,
    controllerPhone: notice.controller.phone,
    postalAddress: notice.controller.postalAddress,
    purposeStatement: notice.purposeStatement,
    privacyPolicyUrl: notice.privacyPolicyUrl,
    sourceUrl: notice.source.url,
    capturedOn: dateOf(notice.source.capturedAt),
  });
  const mandatory = [notice.controller.name, notice.purposeStatement, notice.source.url, notice.privacyPolicyUrl];
  if (!mandatory.every((part) => script.includes(part))) {
    throw new InvariantError('INTERNAL', `the call script in ${input.language} lacks a mandatory part`);
  }
  return script;
}
