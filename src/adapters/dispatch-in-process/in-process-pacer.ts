// Answers for the pace within one process: slots per sender mailbox and per recipient domain.
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Pacer, type PaceRequest } from '../../ports/pacer.port.js';
import type { TouchId } from '../../shared/ids.js';
import { minuteMs, type Instant } from '../../shared/instant.js';
import { SlotLane } from './slot-lane.js';

/** A slot that was missed by more than this is lost. */
const slotLifeMs = minuteMs;
const forgetAfter = 10_000;

/** Kept in memory: after a restart slots are given anew, from now on. */
@Injectable()
export class InProcessPacer extends Pacer {
  private readonly lanes = new Map<string, SlotLane>();
  private readonly kept = new Map<TouchId, Instant>();
  private reservedCount = 0;

  constructor(private readonly config: Config) {
    super();
  }

  reserve(request: PaceRequest, now: Instant): Promise<Instant> {
    const kept = this.kept.get(request.touchId);
    if (kept !== undefined && kept > now) return Promise.resolve(kept);
    this.kept.delete(request.touchId);
    if (kept !== undefined && now - kept <= slotLifeMs) return Promise.resolve(now);
    const slot = this.takeSlot(request, now);
    if (slot > now) this.kept.set(request.touchId, slot);
    return Promise.resolve(slot);
  }

  /** The pool of connections is the only bound that one process needs. */
  enter(): Promise<() => void> {
    return Promise.resolve(() => undefined);
  }

  private takeSlot(request: PaceRequest, now: Instant): Instant {
    const wanted = [
      this.lane(`sender:${request.sender}`, this.config.ratePerSender),
      this.lane(`domain:${request.domain}`, this.config.ratePerDomain),
    ].filter((lane) => lane !== null);
    const at = commonSlot(wanted, now);
    for (const lane of wanted) lane.take(at);
    this.tidy(now);
    return at as Instant;
  }

  private lane(key: string, ratePerMinute: number): SlotLane | null {
    if (ratePerMinute === 0) return null;
    const known = this.lanes.get(key);
    if (known !== undefined) return known;
    const lane = new SlotLane(minuteMs / ratePerMinute);
    this.lanes.set(key, lane);
    return lane;
  }

  private tidy(now: Instant): void {
    this.reservedCount += 1;
    if (this.reservedCount % forgetAfter !== 0) return;
    for (const [key, lane] of this.lanes) {
      lane.forget(now);
      if (lane.takenCount === 0) this.lanes.delete(key);
    }
    for (const [touchId, at] of this.kept) if (now - at > slotLifeMs) this.kept.delete(touchId);
  }
}

/** The earliest time at which every lane has a free slot; each round moves on or ends. */
function commonSlot(lanes: readonly SlotLane[], from: number): number {
  let at = from;
  for (;;) {
    const next = lanes.reduce((time, lane) => lane.firstFree(time), at);
    if (lanes.every((lane) => lane.firstFree(next) === next)) return next;
    at = next;
  }
}
