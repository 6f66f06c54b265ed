// Answers for the mandatory blocks in each language: the wording of a language in the two layouts, compiled once.
import Handlebars from 'handlebars';
import { InvariantError } from '../shared/errors.js';
import type { TemplateSource } from '../ports/template-source.port.js';

type Template = Handlebars.TemplateDelegate<Readonly<Record<string, string>>>;

/** The blocks of one language for one kind of body. */
export interface Blocks {
  readonly notice: Template;
  readonly optOut: Template;
}

export interface Wording {
  readonly text: Blocks;
  readonly html: Blocks;
  /** The objection paragraph alone, to find it in what was rendered (O3). */
  readonly objection: Template;
  /** A short phrase such as `kind-press`. @throws InvariantError where the language lacks it. */
  phrase(name: string): string;
}

const folder = 'email/partials';
// Values are marks here, so nothing is escaped yet; every name must exist, and nothing may be called.
export const compileOptions = { strict: true, noEscape: true, knownHelpersOnly: true, preventIndent: true } as const;
// In a layout every line end is meant.
const layoutOptions = { ...compileOptions, ignoreStandalone: true };

export function languagesOf(templates: TemplateSource): string[] {
  return templates
    .list(folder)
    .flatMap((file) => /^wording\.([\w-]+)\.hbs$/.exec(file)?.[1] ?? [])
    .sort();
}

export function loadWording(templates: TemplateSource, language: string): Wording {
  const inlines = templates.read(`${folder}/wording.${language}.hbs`);
  const block = (body: string): Template => ended('', Handlebars.compile(`${inlines}\n${body}`, layoutOptions));
  // A step's `{{> notice}}` on a line of its own takes that line's end with it.
  const layout = (file: string): Template => ended('\n', block(templates.read(`${folder}/${file}.hbs`)));
  return {
    text: { notice: layout('notice.txt'), optOut: layout('opt-out.txt') },
    html: { notice: layout('notice.html'), optOut: layout('opt-out.html') },
    objection: block('{{> objection}}'),
    phrase: (name) => phraseOf(block(`{{> ${name}}}`), `${language} ${name}`),
  };
}

function phraseOf(template: Template, name: string): string {
  try {
    return template({});
  } catch (cause) {
    throw new InvariantError('INTERNAL', `the wording lacks ${name}`, { cause });
  }
}

function ended(end: string, template: Template): Template {
  return (context, options) => template(context, options).trim() + end;
}
