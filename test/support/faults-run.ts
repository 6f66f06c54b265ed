// Answers for campaigns that run on many processes while faults strike and people opt out, and for waiting until they have ended.
import { randomInt } from 'node:crypto';
import { approvedLia, campaignDraft, contactCells, contactsCsv, importContacts } from './campaign-inputs.js';
import { Cluster, type ClusterOptions } from './cluster.js';
import { MailLedger } from './mail-ledger.js';
import { oneClick } from './raw-mail.js';
import type { CampaignRecord } from './run-records.js';
import { seededRandom, type SeededRandom } from './seeded-random.js';
import type { Settings } from './service-process.js';
import type { SinkPhase, SinkTransaction } from './smtp-sink.js';
import type { TcpProxy } from './tcp-proxy.js';

export const maxEmails = 3;
export const stepCount = 2;
/** Two campaigns want four mails to each person, and only three are allowed. */
const campaignsAtOnce = 2;
const patienceMs = 60_000;
/** What waits for a person, or for a better moment, is looked after when nothing has moved for so long. */
const atRestMs = 2_000;

const settings: Settings = {
  FAIRKNOCK_LOG_LEVEL: 'warn',
  // A slot that is given back comes up again soon.
  FAIRKNOCK_SMTP_RETRY_FIRST_SECONDS: '1',
};

export interface Wish {
  readonly email: string;
  /** `performance.now()` when the answer 200 had arrived. */
  acknowledgedAt: number | null;
  /** Answers other than 200 before it, and how often none came at all. */
  readonly refusals: Record<string, number>;
}

export interface FaultCampaigns {
  readonly ids: readonly string[];
  readonly emails: readonly string[];
}

interface LaunchOptions {
  readonly contactCount: number;
  readonly campaignCount?: number;
  /** When all is prepared and the campaigns are about to start. */
  readonly beforeStart?: () => void;
}

export class FaultRun {
  readonly ledger: MailLedger;
  readonly wishes = new Map<string, Wish>();
  /** Transactions of which the mail server saw content. */
  readonly withContent = new Set<SinkTransaction>();
  readonly launched: FaultCampaigns[] = [];
  /** Closed at the end. */
  readonly networks: TcpProxy[] = [];
  /** The test's own hand in what the mail server does. */
  atMail: (phase: SinkPhase, to: string) => Promise<unknown> | null = () => null;
  /** How many of those who get a mail, or are about to get another, opt out at that very moment. */
  optOutShare = 0.12;
  private readonly pending: Promise<void>[] = [];
  private contactsMade = 0;

  private constructor(
    readonly title: string,
    readonly cluster: Cluster,
    readonly random: SeededRandom,
  ) {
    const { sink } = cluster;
    this.ledger = new MailLedger(sink, {
      onBegun: (to) => {
        if (this.ledger.urls.has(to)) this.perhapsOptOut(to);
      },
      onTaken: ({ to }) => {
        this.perhapsOptOut(to);
      },
    });
    const note = sink.script;
    sink.script = async (phase, transaction) => {
      if (phase === 'content' && transaction !== null) this.withContent.add(transaction);
      const behaviour = await note(phase, transaction);
      await this.atMail(phase, transaction?.to[0] ?? '');
      return behaviour;
    };
  }

  static async open(title: string, options: ClusterOptions = {}): Promise<FaultRun> {
    const random = seededRandom(title);
    const own = { ...settings, ...options.settings };
    return new FaultRun(title, await Cluster.open({ webs: 1, ...options, settings: own }), random);
  }

  /** New people, and campaigns to all of them that start at once. */
  async launch({ contactCount, campaignCount = campaignsAtOnce, beforeStart }: LaunchOptions): Promise<FaultCampaigns> {
    const { clients } = this.cluster;
    const liaId = await approvedLia(clients, { maxEmails });
    const rows = Array.from({ length: contactCount }, (_, index) => contactCells(this.contactsMade + index));
    this.contactsMade += contactCount;
    const done = await importContacts(clients, liaId, contactsCsv(rows));
    if (done.created !== contactCount) throw new Error(`not imported: ${JSON.stringify(done)}`);
    const ids = await Promise.all(Array.from({ length: campaignCount }, () => this.draft(liaId, done.id)));
    const campaigns = { ids, emails: rows.map(({ email = '' }) => email) };
    this.launched.push(campaigns);
    beforeStart?.();
    await Promise.all(ids.map((id) => this.start(id)));
    return campaigns;
  }

  /** Resolves when the mail server has taken so many mails in all. */
  untilMails(count: number): Promise<void> {
    return this.within(
      this.cluster.sink.until(() => this.ledger.mails.length >= count),
      `${count} mails`,
    );
  }

  /** Somebody looks after what waits for a person, again and again. Resolves when all campaigns and wishes have ended. */
  async untilFinished(): Promise<void> {
    for (const { ids } of this.launched) for (const id of ids) await this.finished(id);
    await this.within(this.wished(), 'all wishes answered');
  }

  /** Clicks on the link of the person's mail until it is acknowledged, as an impatient person would. */
  async optOut(to: string): Promise<void> {
    this.fire(to);
    await this.within(this.wished(), 'a wish answered');
  }

  /** Asks again and again whether it is so, for as long as anything goes on. */
  async until(what: string, condition: () => Promise<boolean>, progress: () => string = () => ''): Promise<void> {
    let [from, before] = [performance.now(), progress()];
    while (!(await condition())) {
      if (before !== progress()) [from, before] = [performance.now(), progress()];
      if (performance.now() - from > patienceMs) throw this.missing(`${what} ${before}`);
      await moment();
    }
  }

  async close(): Promise<void> {
    await this.cluster.close();
    await Promise.all(this.networks.map((network) => network.close()));
  }

  get lastLog(): string {
    return this.cluster.log.split('\n').slice(-40).join('\n');
  }

  private async draft(liaId: string, importId: string): Promise<string> {
    const [first] = campaignDraft(liaId).steps;
    // Where nobody knows whether the first mail came, the second needs the notice too.
    const text = 'Hello.\n\n{{> notice}}\n\n{{> optOut}}\n';
    const steps = [first, { channel: 'email', subject: 'Once more', text, delayDays: 0 }];
    const draft = campaignDraft(liaId, { steps, audience: { filter: { importId } } });
    const { body } = await this.cluster.clients.sales.post<{ id: string }>('/v1/campaigns', draft);
    return body.id;
  }

  /** Whoever hears that it could not be done asks again, and then perhaps that it was done before. */
  private async start(id: string): Promise<void> {
    await this.until('the launch', async () => {
      const { status } = await this.cluster.clients.sales.post(`/v1/campaigns/${id}/launch`);
      if (status !== 200 && status !== 409 && status !== 503) throw new Error(`a launch was answered by ${status}`);
      return status !== 503;
    });
  }

  private async finished(id: string): Promise<void> {
    const { sales } = this.cluster.clients;
    let [seen, seenAt] = ['', 0];
    const isFinished = async () => {
      const reply = await sales.get<CampaignRecord>(`/v1/campaigns/${id}`).catch(() => null);
      if (reply?.status !== 200) return false;
      const { state, counts } = reply.body;
      if (seen !== JSON.stringify(counts)) [seen, seenAt] = [JSON.stringify(counts), performance.now()];
      const isAtRest = performance.now() - seenAt > atRestMs && (counts.byState['claimed'] ?? 0) === 0;
      if (isAtRest && (counts.byState['held'] ?? 0) > 0) {
        await sales.post(`/v1/campaigns/${id}/resume`).catch(() => null);
        seenAt = performance.now();
      }
      return state === 'finished';
    };
    await this.until(`the end of campaign ${id}`, isFinished, () => seen);
  }

  private async wished(): Promise<void> {
    for (let done = 0; done < this.pending.length; done = this.pending.length) await Promise.all(this.pending);
  }

  private perhapsOptOut(to: string): void {
    if (this.random.next() < this.optOutShare) this.fire(to);
  }

  private fire(to: string): void {
    if (this.wishes.has(to)) return;
    const wish: Wish = { email: to, acknowledgedAt: null, refusals: {} };
    this.wishes.set(to, wish);
    this.pending.push(this.click(wish, new URL(this.ledger.urls.get(to) ?? '').pathname));
  }

  private async click(wish: Wish, path: string): Promise<void> {
    const { urls } = this.cluster;
    while (wish.acknowledgedAt === null) {
      const reply = await oneClick(`${urls[randomInt(urls.length)] ?? ''}${path}`).catch(() => null);
      if (reply?.status === 200) wish.acknowledgedAt = performance.now();
      else {
        const what = String(reply?.status ?? 'no answer');
        wish.refusals[what] = (wish.refusals[what] ?? 0) + 1;
        await moment();
      }
      await reply?.arrayBuffer();
    }
  }

  /** @throws with the last words of all processes where it takes too long. */
  async within<T>(work: Promise<T>, what: string): Promise<T> {
    const over = AbortSignal.timeout(patienceMs);
    const late = new Promise<never>((_, reject) => {
      over.addEventListener('abort', () => {
        reject(this.missing(what));
      });
    });
    return Promise.race([work, late]);
  }

  private missing(what: string): Error {
    return new Error(`${this.title}: ${what} did not come\n${this.lastLog}`);
  }
}

/** Where nobody answers a question, others get their turn before the next. */
async function moment(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
