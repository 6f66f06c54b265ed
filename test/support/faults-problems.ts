// Answers for what may never be, whatever fault has struck: over a cap, doubled, lost, after an opt-out, a torn log.
import type { FaultCampaigns, FaultRun } from './faults-run.js';
import { maxEmails, stepCount } from './faults-run.js';
import {
  allItems,
  allLeaves,
  allTouches,
  logProblems,
  rootOf,
  type LeafRecord,
  type TouchRecord,
} from './run-records.js';

const ends = new Set(['sent', 'unknown', 'blocked', 'cancelled']);

interface Seen {
  readonly run: FaultRun;
  readonly touches: readonly TouchRecord[];
  readonly leaves: readonly LeafRecord[];
  /** By contact id. */
  readonly emails: ReadonlyMap<string, string>;
}

type Check = (seen: Seen) => string[];

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

function idsOf(touches: readonly TouchRecord[], ...states: readonly string[]): Set<string> {
  return new Set(touches.filter(({ state }) => states.includes(state)).map(({ messageId = '' }) => messageId));
}

function isLimited({ verdicts }: TouchRecord): boolean {
  return verdicts.at(-1)?.reasons.some(({ code }) => code === 'EMAIL_LIMIT') === true;
}

/** What ends a touch without a mail: the person's wish, the limit of mails, or a step before it in its campaign that ended so. */
function isExplained(touch: TouchRecord, { run, emails }: Seen, before: TouchRecord | undefined): boolean {
  const hasWished = run.wishes.has(emails.get(touch.contactId) ?? '');
  return hasWished || isLimited(touch) || (touch.state === 'cancelled' && before !== undefined && isLimited(before));
}

const checks: Readonly<Record<string, Check>> = {
  'over the cap': ({ run }) => {
    const contents = run.ledger.begun.filter(({ transaction }) => run.withContent.has(transaction));
    const counts = countBy(contents, ({ transaction }) => transaction.to[0] ?? '');
    return [...counts].filter(([, count]) => count > maxEmails).map(([, count]) => `${count} mails to one person`);
  },
  doubled: ({ run }) => {
    const counts = countBy(run.ledger.mails, ({ messageId }) => messageId);
    return [...counts].filter(([, count]) => count > 1).map(([id, count]) => `${id} ${count} times`);
  },
  lost: (seen) => {
    const { run, touches } = seen;
    const planned = run.launched.reduce((sum, { ids, emails }) => sum + ids.length * emails.length * stepCount, 0);
    const key = ({ campaignId, contactId, step }: TouchRecord & { campaignId?: string }) =>
      [campaignId, contactId, step].join(' ');
    const byStep = new Map(touches.map((touch) => [key(touch), touch]));
    const open = touches.filter(({ state }) => !ends.has(state)).map(({ id, state }) => `${id} is ${state}`);
    const unexplained = touches.filter((touch) => {
      const before = byStep.get(key({ ...touch, step: touch.step - 1 }));
      return (touch.state === 'blocked' || touch.state === 'cancelled') && !isExplained(touch, seen, before);
    });
    return [
      ...(byStep.size === planned ? [] : [`${byStep.size} touches of ${planned}`]),
      ...open,
      ...unexplained.map(({ id, state, verdicts }) => `${id} is ${state}: ${JSON.stringify(verdicts.at(-1)?.reasons)}`),
    ];
  },
  'told otherwise than it was': ({ run, touches }) => {
    const taken = new Set(run.ledger.mails.map(({ messageId }) => messageId));
    const [sent, reported] = [idsOf(touches, 'sent'), idsOf(touches, 'sent', 'unknown')];
    return [
      ...[...sent].filter((id) => !taken.has(id)).map((id) => `${id} is sent, nobody took it`),
      ...[...taken].filter((id) => !reported.has(id)).map((id) => `${id} was taken, nobody says so`),
    ];
  },
  'after an acknowledged opt-out': ({ run }) =>
    run.ledger.begun
      .filter(({ transaction }) => run.withContent.has(transaction))
      .map(({ transaction, startedAt }) => startedAt - (acknowledgedAt(run, transaction.to) ?? Infinity))
      .filter((lateMs) => lateMs > 0)
      .map((lateMs) => `${lateMs.toFixed(0)} ms after`),
  'not acknowledged as it must be': ({ run, leaves }) => {
    const wishes = [...run.wishes.values()];
    const answers = new Set(wishes.flatMap(({ refusals }) => Object.keys(refusals)));
    const suppressions = leaves.filter(({ type }) => type === 'person.suppressed').length;
    return [
      ...wishes.filter((wish) => wish.acknowledgedAt === null).map(() => 'a wish without an answer'),
      ...[...answers].filter((answer) => answer !== '503' && answer !== 'no answer').map((answer) => `said ${answer}`),
      ...(suppressions >= wishes.length ? [] : [`${suppressions} leaves for ${wishes.length} wishes`]),
    ];
  },
  'in the log': ({ run, leaves }) => {
    const claims = leaves.filter(({ type }) => type === 'touch.claimed').length;
    const mails = run.ledger.mails.length;
    return [...logProblems(leaves), ...(claims >= mails ? [] : [`${claims} claims for ${mails} mails`])];
  },
};

function acknowledgedAt({ wishes }: FaultRun, to: readonly string[]): number | null {
  return wishes.get(to[0] ?? '')?.acknowledgedAt ?? null;
}

async function touchesOf({ cluster }: FaultRun, { ids }: FaultCampaigns): Promise<TouchRecord[]> {
  const lists = ids.map(async (campaignId) =>
    (await allTouches(cluster.clients.auditor, campaignId)).map((touch) => ({ ...touch, campaignId })),
  );
  return (await Promise.all(lists)).flat();
}

/** Every leaf that was written before the call has its number when it resolves. */
async function untilNumbered(run: FaultRun): Promise<void> {
  await run.until('the end of numbering', async () => {
    const { status, body } = await run.cluster.clients.admin.get<{ details?: { auditPendingLeaves: number } }>(
      '/ready',
    );
    return status === 200 && body.details?.auditPendingLeaves === 0;
  });
}

async function look(run: FaultRun): Promise<Seen> {
  const { auditor, sales } = run.cluster.clients;
  const touches = (await Promise.all(run.launched.map((campaigns) => touchesOf(run, campaigns)))).flat();
  const contacts = await allItems<{ id: string; email: string }>(sales, '/v1/contacts');
  const emails = new Map(contacts.map(({ id, email }) => [id, email]));
  return { run, touches, emails, leaves: await allLeaves(auditor) };
}

function report({ run, touches, leaves }: Seen): void {
  const states = JSON.stringify(Object.fromEntries(countBy(touches, ({ state }) => state)));
  const bare = run.ledger.begun.filter(
    ({ transaction, startedAt }) => startedAt > (acknowledgedAt(run, transaction.to) ?? Infinity),
  ).length;
  const refused = [...run.wishes.values()].filter(({ refusals }) => Object.keys(refusals).length > 0).length;
  const laidAside = touches.filter(({ verdicts }) =>
    verdicts.some(({ reasons }) => reasons.some(({ code }) => code === 'SENDING_FAILED')),
  ).length;
  process.stderr.write(
    `${run.title}: ${run.ledger.mails.length} mails, ${states}, ${run.wishes.size} opt-outs acknowledged ` +
      `(${refused} asked again), ${bare} bare commands after one, ${laidAside} laid aside in between, ${leaves.length} leaves\n`,
  );
}

/** Of the whole installation since the run was opened, seen from outside. @returns nothing where all promises were kept. */
export async function faultProblems(run: FaultRun): Promise<string[]> {
  await untilNumbered(run);
  const seen = await look(run);
  report(seen);
  const found = Object.entries(checks).flatMap(([name, check]) => check(seen).map((problem) => `${name}: ${problem}`));
  const again = rootOf(await allLeaves(run.cluster.clients.auditor));
  if (again !== rootOf(seen.leaves)) found.push('in the log: another root at the second look');
  const doctor = await run.cluster.command('doctor', '--json');
  if (doctor.code !== 0) found.push(`the doctor finds ${doctor.stdout}${doctor.stderr}`);
  const { webs, workers } = run.cluster;
  const ended = [...webs, ...workers].filter((process) => !process.isRunning);
  if (ended.length > 0) found.push(`a process ended by itself\n${run.lastLog}`);
  return found;
}
