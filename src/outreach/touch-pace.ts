// Answers for sending no faster than a sender's mailbox and a recipient's domain bear: a touch waits for its slot.
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { Pacer } from '../ports/pacer.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import type { TouchId } from '../shared/ids.js';
import { minuteMs, type Instant } from '../shared/instant.js';
import type { TouchOrder } from './touch-order.js';

/** A slot that was missed by more than this is lost: what piles up in a standstill must not leave in one burst. */
const slotLifeMs = minuteMs;

@Injectable()
export class TouchPace {
  /** Only in memory: after a restart slots are taken anew. */
  private readonly slots = new Map<TouchId, Instant>();

  constructor(
    private readonly pacer: Pacer,
    private readonly touches: TouchSchedule,
    private readonly clock: Clock,
  ) {}

  /** @returns true where the touch was moved to a later slot. */
  async postpones({ touch, contact, campaign }: TouchOrder): Promise<boolean> {
    const now = this.clock.now();
    const reserved = this.slots.get(touch.id);
    this.slots.delete(touch.id);
    if (reserved !== undefined && reserved <= now && now - reserved <= slotLifeMs) return false;
    const email = contact?.fields?.email ?? '';
    const lanes = { sender: campaign.sender.address, domain: email.slice(email.lastIndexOf('@') + 1) };
    const slot = await this.pacer.reserve(lanes, now);
    if (slot <= now) return false;
    this.slots.set(touch.id, slot);
    await this.touches.change(touch.id, { state: 'scheduled', dueAt: slot });
    return true;
  }
}
