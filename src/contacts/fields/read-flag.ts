// Answers for reading yes or no as files write it; what is neither is a problem, never a silent no.
import type { FieldProblem } from './field-problem.js';

// Spreadsheets write their logical values in the language of their user.
const yes = ['true', 'yes', 'y', '1', 'x', 'wahr', 'ja', 'j', 'vrai', 'oui', 'o', 'verdadero', 'sí', 'si', 'sant'];
const no = ['false', 'no', 'n', '0', 'falsch', 'nein', 'faux', 'non', 'falso', 'falskt', 'nej'];

const meanings = new Map([
  ...yes.map((word): [string, boolean] => [word, true]),
  ...no.map((word): [string, boolean] => [word, false]),
]);

export function readFlag(text: string): boolean | FieldProblem {
  const meaning = meanings.get(text.normalize('NFC').trim().toLowerCase());
  return meaning ?? { code: 'NOT_YES_OR_NO', message: 'is neither yes nor no' };
}
