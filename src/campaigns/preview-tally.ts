// Answers for summing up the verdicts of a whole audience in constant memory: totals, one page of items, a few samples.
import type { Outcome, Verdict } from '../gate/verdict.js';
import type { Contact } from '../ports/contact-store.port.js';
import type { ContactId } from '../shared/ids.js';

export interface PreviewItem {
  readonly contactId: ContactId;
  readonly verdict: Verdict;
}

const sampleCount = 3;

export class PreviewTally {
  readonly totals: Record<Outcome, number> = { allow: 0, hold: 0, block: 0 };
  /** How many contacts each reason code stands for. */
  readonly byReason: Record<string, number> = {};
  readonly items: PreviewItem[] = [];
  private hasMore = false;
  private readonly allowed: Contact[] = [];
  private readonly waiting: Contact[] = [];

  constructor(private readonly page: { readonly cursor: string | null; readonly limit: number }) {}

  /** Contacts come in the order of their ids. */
  add(contact: Contact, verdict: Verdict): void {
    this.totals[verdict.outcome] += 1;
    for (const code of new Set(verdict.reasons.map((reason) => reason.code))) {
      this.byReason[code] = (this.byReason[code] ?? 0) + 1;
    }
    this.addItem(contact, verdict);
    this.addSample(contact, verdict);
  }

  get nextCursor(): string | null {
    return this.hasMore ? (this.items.at(-1)?.contactId ?? null) : null;
  }

  /** Contacts to render the steps for: allowed ones; where there are none, those that only the time of day holds. */
  get samples(): readonly Contact[] {
    return this.allowed.length > 0 ? this.allowed : this.waiting;
  }

  private addItem(contact: Contact, verdict: Verdict): void {
    if (this.page.cursor !== null && contact.id <= this.page.cursor) return;
    if (this.items.length === this.page.limit) this.hasMore = true;
    else this.items.push({ contactId: contact.id, verdict });
  }

  private addSample(contact: Contact, { outcome, reasons }: Verdict): void {
    const list = outcome === 'allow' ? this.allowed : this.waiting;
    const isSendable = reasons.every((reason) => reason.effect === 'hold' && reason.until !== null);
    if (isSendable && list.length < sampleCount) list.push(contact);
  }
}
