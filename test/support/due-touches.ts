// Answers for touches in a real store that a dispatcher works off, and for what it did with each.
import type { TouchWork } from '../../src/ports/dispatcher.port.js';
import type { Campaign } from '../../src/ports/campaign-store.port.js';
import type { CampaignId, TouchId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { aCampaign, aTouch } from './campaign.builder.js';
import { anEvent } from './event.builder.js';
import { openStorage, type Storage } from './open-storage.js';

/** Looks into the store first and settles there last, as the send path does. */
export class DueTouches implements TouchWork {
  readonly handled: TouchId[] = [];
  readonly buried: TouchId[] = [];
  /** How often a touch was begun while it was in somebody's hands. */
  overlapCount = 0;
  /** Every call, also those for touches that were no longer due. */
  callCount = 0;
  /** What happens between the look and the settlement. */
  during: (touchId: TouchId) => Promise<void> = () => Promise.resolve();
  private readonly inHand = new Set<TouchId>();
  private readonly watchers = new Set<() => void>();
  private plannedCount = 0;

  private constructor(
    private readonly storage: Storage,
    private readonly campaign: Campaign,
  ) {}

  static async open(): Promise<DueTouches> {
    const storage = openStorage();
    const campaign = aCampaign({ state: 'running' });
    await storage.campaigns.create(campaign, anEvent());
    return new DueTouches(storage, campaign);
  }

  get touches(): Storage['touches'] {
    return this.storage.touches;
  }

  get campaignId(): CampaignId {
    return this.campaign.id;
  }

  async plan(count: number, dueAt: Instant): Promise<TouchId[]> {
    const planned = Array.from({ length: count }, (_, index) =>
      aTouch(this.campaign.id, `contact-${this.plannedCount + index}`, { dueAt }),
    );
    this.plannedCount += count;
    await this.touches.plan(planned);
    return planned.map(({ id }) => id);
  }

  readonly handle = async (touchId: TouchId): Promise<void> => {
    this.callCount += 1;
    const touch = await this.touches.find(touchId);
    if (touch?.state !== 'scheduled') return;
    if (this.inHand.has(touchId)) this.overlapCount += 1;
    this.inHand.add(touchId);
    this.changed();
    try {
      await this.during(touchId);
      if (await this.touches.change(touchId, { state: 'sent', dueAt: null })) this.handled.push(touchId);
    } finally {
      this.inHand.delete(touchId);
      this.changed();
    }
  };

  readonly bury = async (touchId: TouchId): Promise<void> => {
    if (await this.touches.change(touchId, { state: 'held', dueAt: null })) this.buried.push(touchId);
    this.changed();
  };

  get inHandCount(): number {
    return this.inHand.size;
  }

  /** Resolves as soon as it holds; looked at whenever a touch is begun, ended or buried. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        this.watchers.delete(look);
        resolve();
      };
      this.watchers.add(look);
      look();
    });
  }

  untilHandled(count: number): Promise<void> {
    return this.until(() => this.handled.length >= count);
  }

  close(): Promise<void> {
    return this.storage.close();
  }

  private changed(): void {
    for (const look of [...this.watchers]) look();
  }
}

/** Something that a test lets go when it wants. */
export function latch(): { readonly passed: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

/** Moves a hand-driven clock on until that has happened. */
export async function driving<T>(clock: { advance(spanMs: number): Promise<void> }, work: Promise<T>): Promise<T> {
  const progress = { isOver: false };
  const over = () => {
    progress.isOver = true;
  };
  work.then(over, over);
  while (!progress.isOver) await clock.advance(100);
  return work;
}
