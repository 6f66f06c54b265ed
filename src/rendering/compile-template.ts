// Answers for refusing a step's template at save: everything that could go wrong at send is found here (A15, A16, case 6).
import { InputError } from '../shared/errors.js';
import { htmlProblems } from './html-problems.js';
import { inspectTemplate } from './inspect-template.js';
import { subjectProblems } from './subject-problems.js';
import type { TemplateFindings } from './inspect-template.js';
import type { StepTemplate } from './message-input.js';
import type { MandatoryBlock } from './step-slots.js';
import type { FieldError } from '../shared/errors.js';

type Part = keyof StepTemplate;

const maxBodyLength = 100_000;
// Control characters but tab and line ends, and the noncharacters that mark slots.
const notText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]/;

/**
 * @param o.isFirst the first step carries the notice, every step the opt-out; in text and, where given, in HTML.
 * @throws InputError TEMPLATE_INVALID, or TEMPLATE_SLOT_MISSING where that is all; `errors[].field` is a part of the step.
 */
export function checkTemplate(step: StepTemplate, o: { readonly isFirst: boolean }): void {
  const invalid = templateProblems(step);
  const missing = missingBlocks(step, o.isFirst ? ['notice', 'optOut'] : ['optOut']);
  const errors = [...invalid, ...missing];
  if (errors.length === 0) return;
  const code = invalid.length > 0 ? 'TEMPLATE_INVALID' : 'TEMPLATE_SLOT_MISSING';
  throw new InputError(code, errors.map((error) => `${error.field} ${error.message}`).join('; '), errors);
}

/** Everything that is wrong with the template whichever step it is for. */
export function templateProblems(step: StepTemplate): FieldError[] {
  const html = step.html ?? '';
  return [
    ...asErrors('subject', [...textProblems(step.subject), ...subjectProblems(step.subject), ...subjectFindings(step)]),
    ...asErrors('text', [...textProblems(step.text), ...inspectPart(step, 'text').problems]),
    ...(step.html === null
      ? []
      : asErrors('html', [
          ...textProblems(html),
          ...inspectPart(step, 'html').problems,
          ...htmlProblems(inspectPart(step, 'html').outline),
        ])),
  ];
}

/** Blocks that are not sure to appear in one of the parts that the message has. */
export function missingBlocks(step: StepTemplate, blocks: readonly MandatoryBlock[]): FieldError[] {
  const parts: readonly Part[] = step.html === null ? ['text'] : ['text', 'html'];
  return parts.flatMap((part) => {
    const present = inspectPart(step, part).blocks;
    return blocks
      .filter((block) => !present.has(block))
      .map((block) => fieldError(part, 'TEMPLATE_SLOT_MISSING', `needs {{> ${block}}}, outside any condition`));
  });
}

function inspectPart(step: StepTemplate, part: Part): TemplateFindings {
  return inspectTemplate(step[part] ?? '', { mayBeRaw: part !== 'html' });
}

function subjectFindings(step: StepTemplate): readonly string[] {
  const findings = inspectPart(step, 'subject');
  return findings.blocks.size > 0 ? [...findings.problems, 'may not include a block'] : findings.problems;
}

function textProblems(text: string): string[] {
  return [
    ...(text.length > maxBodyLength ? [`may have at most ${String(maxBodyLength)} characters`] : []),
    ...(notText.test(text) || /\p{Cs}/u.test(text) ? ['may not hold control characters'] : []),
  ];
}

function asErrors(part: Part, problems: readonly string[]): FieldError[] {
  return problems.map((message) => fieldError(part, 'TEMPLATE_INVALID', message));
}

function fieldError(field: Part, code: string, message: string): FieldError {
  return { field, code, message };
}
