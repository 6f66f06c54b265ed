// Answers for `fairknock erase`: the personal data of one contact goes, the digest that keeps the person out stays.
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { ContactsModule } from '../contacts/contacts.module.js';
import { EraseContactService } from '../contacts/erase-contact.service.js';
import { InputError } from '../shared/errors.js';
import type { ContactId } from '../shared/ids.js';
import { withCommand } from './open-command.js';
import { operator } from './operator.js';

interface EraseOptions {
  readonly contact: string;
  readonly yes?: true;
  readonly json?: true;
}

async function isConfirmed(contactId: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`Erase contact ${contactId} for ever? Type yes: `);
    return answer.trim().toLowerCase() === 'yes';
  } finally {
    terminal.close();
  }
}

async function mayErase({ contact, yes }: EraseOptions): Promise<boolean> {
  if (yes === true) return true;
  if (!process.stdin.isTTY) throw new InputError('INVALID_INPUT', 'without a terminal to ask on, --yes is needed');
  return isConfirmed(contact);
}

async function erase(options: EraseOptions): Promise<void> {
  if (!(await mayErase(options))) {
    process.stderr.write('fairknock: nothing was erased\n');
    process.exitCode = 1;
    return;
  }
  await withCommand([ContactsModule], ({ app }) =>
    app.get(EraseContactService).erase(options.contact as ContactId, operator),
  );
  const text = `contact ${options.contact} is erased, and this person stays out\n`;
  process.stdout.write(
    options.json === true ? `${JSON.stringify({ contactId: options.contact, state: 'erased' })}\n` : text,
  );
}

export function addErase(program: Command): void {
  program
    .command('erase')
    .description('erase the personal data of a contact (Article 17); repeating it is harmless')
    .requiredOption('--contact <id>', 'the contact')
    .option('--yes', 'do not ask; needed where there is no terminal')
    .option('--json', 'print { contactId, state }')
    .action(erase);
}
