// Answers for `fairknock explain`: may this person be contacted, and if not, why and what would help.
import { Option, type Command } from 'commander';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { DryRunService } from '../campaigns/dry-run.service.js';
import type { Verdict } from '../gate/verdict.js';
import { verdictView } from '../outreach/verdict-view.js';
import { channels, type Channel } from '../shared/channel.js';
import { withCommand } from './open-command.js';
import { operator } from './operator.js';
import { readFirstLine } from './read-first-line.js';

interface ExplainOptions {
  readonly contact: string;
  readonly campaign: string;
  readonly channel: Channel;
  readonly at?: string;
  readonly json?: true;
}

type ShownVerdict = ReturnType<typeof verdictView>;

function reasonLines({ code, message, citation, fix, until }: ShownVerdict['reasons'][number]): string[] {
  const details = { until, 'what helps': fix, 'stands on': citation };
  const shown = Object.entries(details).filter(([, text]) => text !== null);
  return [`- ${code}: ${message}`, ...shown.map(([name, text]) => `    ${name}: ${String(text)}`)];
}

function asText({ outcome, reasons, decidedAt, liaId, liaVersion, policyVersion }: ShownVerdict): string {
  const assessment = liaId === null ? 'without an assessment' : `LIA ${liaId} version ${String(liaVersion)}`;
  const lines = [
    `${outcome.toUpperCase()} as of ${decidedAt}`,
    ...reasons.flatMap(reasonLines),
    `(${assessment}, policy ${policyVersion})`,
  ];
  return `${lines.join('\n')}\n`;
}

function isAddress(text: string): boolean {
  return text.includes('@') || text.startsWith('+');
}

function decide(options: ExplainOptions): Promise<Verdict> {
  return withCommand([CampaignsModule], async ({ app, config }) => {
    if (config.smtpUrl === null) {
      process.stderr.write('FAIRKNOCK_SMTP_URL is not set here: judged as a service without a mail relay\n');
    }
    const contact = options.contact === '-' ? await readFirstLine(process.stdin) : options.contact;
    const { channel, campaign: campaignId, at } = options;
    const who = isAddress(contact) ? { address: contact } : { contactId: contact };
    const request = { channel, campaignId, ...who, ...(at === undefined ? {} : { at }) };
    return app.get(DryRunService).decide(request, operator);
  });
}

async function explain(options: ExplainOptions): Promise<void> {
  const verdict = verdictView(await decide(options));
  process.stdout.write(options.json === true ? `${JSON.stringify(verdict)}\n` : asText(verdict));
  process.exitCode = verdict.outcome === 'allow' ? 0 : 1;
}

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('say whether a person may be contacted now, and why not; sends nothing; exit code 0 only for allow')
    .requiredOption(
      '--contact <id or address>',
      'contact id, email address or phone number (+44...); - reads it from standard input: an address on the command line stays in the history of the shell',
    )
    .requiredOption('--campaign <id>', 'the campaign')
    .addOption(new Option('--channel <channel>', 'how to contact').choices(channels).default('email'))
    .option('--at <time>', 'decide as of then, RFC 3339, for example 2026-11-24T10:00:00Z')
    .option('--json', 'print the verdict as the API does')
    .action(explain);
}
