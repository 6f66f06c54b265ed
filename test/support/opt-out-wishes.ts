// Answers for people who opt out while a campaign runs: planned by a seed, fired as the mails come in, through any web process.
import type { ApiClient } from './api-client.js';
import { contactCells } from './campaign-inputs.js';
import type { MailLedger } from './mail-ledger.js';
import { oneClick } from './raw-mail.js';
import type { SeededRandom } from './seeded-random.js';

/**
 * `click` and `double`: the link of the person's first mail, once so many mails were taken; `during`: the same in the
 * very moment in which the second mail begins; `told`: a colleague enters the wish, whether or not a mail was sent yet.
 */
export type Way = 'click' | 'double' | 'during' | 'told';

export interface OptOut {
  readonly email: string;
  readonly way: Way;
  /** Mails taken in all, before which it does not begin. */
  readonly notBefore: number;
  isFired: boolean;
  /** `performance.now()` when the first answer had arrived. */
  acknowledgedAt: number | null;
  hadNoMailYet: boolean;
}

export function emailOf(number: number): string {
  return contactCells(number)['email'] ?? '';
}

export interface RaceSize {
  readonly messageCount: number;
  readonly contactCount: number;
  readonly optOutCount: number;
}

/** Two steps for each contact; one in ten of them opts out, 600 at most. */
export function raceOf(messageCount: number): RaceSize {
  const contactCount = Math.ceil(messageCount / 2);
  return { messageCount, contactCount, optOutCount: Math.min(600, Math.ceil(contactCount / 10)) };
}

/** By address. */
export function plannedOptOuts(
  random: SeededRandom,
  { messageCount, contactCount, optOutCount }: RaceSize,
): Map<string, OptOut> {
  const plan = new Map<string, OptOut>();
  while (plan.size < optOutCount) {
    const email = emailOf(random.between(0, contactCount - 1));
    const way = random.pick<Way>(['click', 'double', 'during', 'told']);
    const notBefore = random.between(0, way === 'told' ? contactCount - 1 : messageCount - optOutCount);
    if (!plan.has(email)) {
      plan.set(email, { email, way, notBefore, isFired: false, acknowledgedAt: null, hadNoMailYet: false });
    }
  }
  return plan;
}

/** Fires the wishes as the mails come in. */
export class Wishes {
  readonly pending: Promise<void>[] = [];
  private readonly byTime: OptOut[];

  constructor(
    readonly plan: ReadonlyMap<string, OptOut>,
    private readonly ledger: () => MailLedger,
    private readonly o: { readonly sales: ApiClient; readonly urls: readonly string[]; readonly random: SeededRandom },
  ) {
    this.byTime = [...plan.values()].filter(({ way }) => way !== 'during').sort((a, b) => a.notBefore - b.notBefore);
  }

  onTaken(to: string): void {
    const { mails, urls } = this.ledger();
    const own = this.plan.get(to);
    if (own !== undefined && own.way !== 'during' && own.notBefore <= mails.length) this.fire(own);
    while ((this.byTime[0]?.notBefore ?? Infinity) <= mails.length) {
      const due = this.byTime.shift();
      // Nobody clicks a link that they have not got; they click when it comes.
      if (due !== undefined && (due.way === 'told' || urls.has(due.email))) this.fire(due);
    }
  }

  onBegun(to: string): void {
    const own = this.plan.get(to);
    if (own?.way === 'during' && this.ledger().urls.has(to)) this.fire(own);
  }

  private fire(wish: OptOut): void {
    if (wish.isFired) return;
    wish.isFired = true;
    const url = this.ledger().urls.get(wish.email);
    wish.hadNoMailYet = url === undefined;
    if (wish.way === 'told' || url === undefined) this.pending.push(this.tell(wish));
    else for (let left = wish.way === 'double' ? 2 : 1; left > 0; left -= 1) this.pending.push(this.click(wish, url));
  }

  private async tell(wish: OptOut): Promise<void> {
    const { status } = await this.o.sales.post('/v1/suppressions', { email: wish.email, cause: 'objection' });
    acknowledge(wish, status === 201 || status === 200);
  }

  private async click(wish: OptOut, url: string): Promise<void> {
    const { status } = await oneClick(this.anywhere(url));
    acknowledge(wish, status === 200);
  }

  /** The same link at whichever of the processes takes it. */
  private anywhere(url: string): string {
    const at = this.o.urls[this.o.random.between(0, this.o.urls.length - 1)] ?? '';
    return at + new URL(url).pathname;
  }
}

function acknowledge(wish: OptOut, isDone: boolean): void {
  if (!isDone) throw new Error('an opt-out was not answered as it must be');
  wish.acknowledgedAt ??= performance.now();
}
