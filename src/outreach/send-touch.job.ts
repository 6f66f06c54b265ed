// Answers for what becomes of a touch's errors: tried again, put off, or all sending stopped with an alarm.
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { Dispatcher } from '../ports/dispatcher.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import { DependencyError, InvariantError } from '../shared/errors.js';
import type { TouchId } from '../shared/ids.js';
import { hourMs, plusMs } from '../shared/instant.js';
import { SendTouchService } from './send-touch.service.js';

const putOffMs = hourMs;

@Injectable()
export class SendTouchJob {
  private readonly logger = new Logger(SendTouchJob.name);
  private isStopped = false;

  constructor(
    private readonly sender: SendTouchService,
    private readonly touches: TouchSchedule,
    private readonly dispatcher: Dispatcher,
    private readonly clock: Clock,
  ) {}

  /** True after an error of ours: nothing is sent any more until somebody has looked and started the process again. */
  get hasAlarm(): boolean {
    return this.isStopped;
  }

  /** Rejects with DependencyError only: then the dispatcher backs off and the touch comes up again. */
  async run(touchId: TouchId): Promise<void> {
    if (this.isStopped) return;
    try {
      await this.sender.send(touchId);
    } catch (error) {
      if (error instanceof DependencyError) throw error;
      if (error instanceof InvariantError) this.alarm(touchId, error);
      else await this.putOff(touchId, error);
    }
  }

  private alarm(touchId: TouchId, error: InvariantError): void {
    this.isStopped = true;
    this.logger.fatal(`All sending is stopped at touch ${touchId}: ${error.code} ${error.message}`);
    void this.dispatcher.drain();
  }

  /** A fault that nobody foresaw is no reason to send, and none to stop the others. */
  private async putOff(touchId: TouchId, error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : typeof error;
    this.logger.error(
      `Touch ${touchId} failed (${name}) and is put off`,
      error instanceof Error ? frames(error) : undefined,
    );
    await this.touches.change(touchId, { state: 'scheduled', dueAt: plusMs(this.clock.now(), putOffMs) });
  }
}

/** Where it happened, without the message: that may hold what the person's record holds. */
function frames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n');
}
