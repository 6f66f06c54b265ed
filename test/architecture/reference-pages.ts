// Answers for the pages of docs/reference, made from the registers in the code.
import type { Command } from 'commander';
import { makeProgram } from '../../src/cli/make-program.js';
import { settings, type Setting } from '../../src/config/settings.js';
import { reasonCodes } from '../../src/gate/reason-codes.js';
import type { CountryRow } from '../../src/gate/rule-table/country-row.js';
import { ruleTable } from '../../src/gate/rule-table/rule-table.js';
import { dependencyCodes, inputCodes, invariantCodes } from '../../src/shared/errors.js';

const heading = '<!-- Made from the code by `npm run docs`. Do not edit. -->';

function cell(text: string | number | null): string {
  return String(text ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ');
}

function table(headings: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const line = (cells: readonly (string | number | null)[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

function page(title: string, ...parts: readonly string[]): string {
  return [`# ${title}`, heading, ...parts].join('\n\n') + '\n';
}

function configuration(): string {
  const rows = (Object.values(settings) as Setting[]).map((setting) => [
    `\`${setting.key}\`${setting.isSecret === true ? ` or \`${setting.key}_FILE\`` : ''}`,
    setting.choices?.join(', ') ?? setting.type,
    setting.default === null ? '' : `\`${setting.default}\``,
    setting.description,
  ]);
  const text = 'Environment variables. A wrong value, or a `FAIRKNOCK_` variable that does not exist, stops the start.';
  return page('Configuration', text, table(['Variable', 'Type', 'Default', 'What it does'], rows));
}

function reasons(): string {
  const rows = Object.entries(reasonCodes).map(([code, { effect, message, citation, fix }]) => [
    `\`${code}\``,
    effect,
    message,
    fix,
    citation,
  ]);
  const text =
    'Reasons of a verdict. `{slots}` are filled in; a country row may make a reason stricter or name its own law.';
  return page('Reason codes', text, table(['Code', 'Effect', 'Message', 'What helps', 'Stands on'], rows));
}

function errors(): string {
  const input = Object.entries(inputCodes).map(([code, { status, title }]) => [`\`${code}\``, status, title]);
  const dependency = Object.entries(dependencyCodes).map(([code, { title }]) => [`\`${code}\``, 503, title]);
  const ours = Object.entries(invariantCodes).map(([code, { title }]) => [`\`${code}\``, 500, title]);
  const text =
    'Errors are problem documents (RFC 9457) with `code`, `requestId` and, for input, `errors[]`. A refused call permit has the code of its first reason.';
  return page('Error codes', text, table(['Code', 'Status', 'Meaning'], [...input, ...dependency, ...ours]));
}

const verdictWords =
  'OUT: until the person objects. REL: where it concerns the role. GEN: only to a mailbox such as info@. PUB: only to an address openly published by or for the person. IN: prior consent. HOLD: needs facts that the program cannot check. OPEN: not settled, counts as forbidden.';

function countryCells([code, row]: readonly [string, CountryRow]): (string | null)[] {
  const mailbox = row.email.companyMailbox === undefined ? '' : `; info@ ${row.email.companyMailbox}`;
  return [
    code,
    `${row.email.corporate} / ${row.email.individual}${mailbox} (${row.email.confidence})`,
    row.email.citation,
    `${row.call.corporate} / ${row.call.individual} (${row.call.confidence})`,
    row.call.citation,
    row.call.registers.map(({ name, maxAgeDays }) => `${name} < ${maxAgeDays} d`).join(', '),
    row.mustHaves.join('; '),
    row.checkedOn,
    row.reviewer ?? 'nobody yet',
  ];
}

function countries(): string {
  const headings = [
    '',
    'Email: company / individual',
    'Law',
    'Call: company / individual',
    'Law',
    'Registers',
    'Asked for',
    'Checked',
    'Reviewed by',
  ];
  const rows = Object.entries(ruleTable.rows).map(countryCells);
  const text = `Policy version \`${ruleTable.policyVersion}\`. A country without a row is blocked, and so is a cell of confidence L.`;
  return page('Countries', text, verdictWords, table(headings, rows));
}

function usage(command: Command, parents: string): string {
  const name = `${parents}${command.name()}`;
  if (command.commands.length > 0) return command.commands.map((child) => usage(child, `${name} `)).join('\n\n');
  const taken = [
    ...command.registeredArguments.map((argument) => [`\`<${argument.name()}>\``, argument.description]),
    ...command.options.map((option) => [
      `\`${option.flags}\`${option.mandatory ? ' (needed)' : ''}`,
      [
        option.description,
        ...(option.argChoices === undefined ? [] : [`one of ${option.argChoices.join(', ')}`]),
        ...(option.defaultValue === undefined ? [] : [`without it \`${String(option.defaultValue)}\``]),
      ].join('; '),
    ]),
  ];
  const parts = [`## ${name}`, `${command.description()}.`];
  return [...parts, ...(taken.length === 0 ? [] : [table(['Takes', ''], taken)])].join('\n\n');
}

function commandLine(): string {
  const text =
    'Commands work on the data directory of this machine, under the same settings as the service, beside it or without it. Exit codes: 0 done, 1 findings or failed, 2 wrong usage or input. What they do is on record as done by `operator`.';
  return page('Command line', text, usage(makeProgram(), ''));
}

/** Text by file name below docs/reference. */
export const referencePages: Readonly<Record<string, () => string>> = {
  'README.md': () =>
    page(
      'Reference',
      '- [Command line](cli.md)\n- [Configuration](configuration.md)\n- [Reason codes](reason-codes.md)\n- [Error codes](errors.md)\n- [Countries](countries.md)\n- Paths and shapes: `/docs` and `/openapi.json` of a running service',
    ),
  'cli.md': commandLine,
  'configuration.md': configuration,
  'reason-codes.md': reasons,
  'errors.md': errors,
  'countries.md': countries,
};
