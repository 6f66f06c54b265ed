// Answers for sending no faster than a sender's mailbox and a recipient's domain bear: a touch waits for its slot.
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { Pacer } from '../ports/pacer.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import type { TouchOrder } from './touch-order.js';

@Injectable()
export class TouchPace {
  constructor(
    private readonly pacer: Pacer,
    private readonly touches: TouchSchedule,
    private readonly clock: Clock,
  ) {}

  /** @returns true where the touch was moved to a later slot, which is kept for it. @throws DependencyError. */
  async postpones({ touch, contact, campaign }: TouchOrder): Promise<boolean> {
    const now = this.clock.now();
    const email = contact?.fields?.email ?? '';
    const lanes = { sender: campaign.sender.address, domain: email.slice(email.lastIndexOf('@') + 1) };
    const slot = await this.pacer.reserve({ touchId: touch.id, ...lanes }, now);
    if (slot <= now) return false;
    await this.touches.change(touch.id, { state: 'scheduled', dueAt: slot });
    return true;
  }
}
