// Answers for the numbers about work that waits: the queue, what was laid aside, and leaves without a number.
import { Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { AuditLog, type AuditLag } from '../ports/audit-log.port.js';
import { Clock } from '../ports/clock.port.js';
import { Dispatcher } from '../ports/dispatcher.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import { secondMs } from '../shared/instant.js';

/** What cannot be read is left out: a number of before would look like one of now. */
async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch {
    return null;
  }
}

@Injectable()
export class WorkMetrics {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly dispatcher: Dispatcher,
    private readonly touches: TouchSchedule,
    private readonly clock: Clock,
  ) {}

  /** Reads anew. */
  async writeTo(registry: Registry): Promise<void> {
    const [lag, jobs, dead] = await Promise.all([
      orNull(() => this.auditLog.lag()),
      orNull(() => this.dispatcher.counts()),
      orNull(() => this.touches.deadLetterCount()),
    ]);
    if (lag !== null) this.writeLag(registry, lag);
    const queued = { waiting: jobs?.waiting, active: jobs?.active, dead };
    const name = 'fairknock_queue_jobs';
    const gauge = new Gauge({ name, help: 'Touches in the queue', labelNames: ['state'], registers: [registry] });
    for (const [state, count] of Object.entries(queued)) if (typeof count === 'number') gauge.set({ state }, count);
  }

  private writeLag(registry: Registry, { pendingCount, oldestAt }: AuditLag): void {
    const ageMs = oldestAt === null ? 0 : Math.max(0, this.clock.now() - oldestAt);
    const gauge = (name: string, help: string, value: number) => {
      new Gauge({ name, help, registers: [registry] }).set(value);
    };
    gauge('fairknock_audit_pending_leaves', 'Committed audit leaves without a number in the log', pendingCount);
    gauge('fairknock_audit_oldest_pending_seconds', 'Age of the oldest of them', ageMs / secondMs);
  }
}
