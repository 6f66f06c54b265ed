// Answers for what becomes of a touch's errors: tried again, laid aside for a person, or all sending stopped with an alarm.
import { Injectable, Logger } from '@nestjs/common';
import { Dispatcher } from '../ports/dispatcher.port.js';
import { DependencyError, InvariantError } from '../shared/errors.js';
import type { TouchId } from '../shared/ids.js';
import { DeadLetters } from './dead-letters.service.js';
import { SendTouchService } from './send-touch.service.js';

@Injectable()
export class SendTouchJob {
  private readonly logger = new Logger(SendTouchJob.name);
  private isStopped = false;

  constructor(
    private readonly sender: SendTouchService,
    private readonly deadLetters: DeadLetters,
    private readonly dispatcher: Dispatcher,
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
      else await this.layAside(touchId, error);
    }
  }

  private alarm(touchId: TouchId, error: InvariantError): void {
    this.isStopped = true;
    this.logger.fatal(`All sending is stopped at touch ${touchId}: ${error.code} ${error.message}`);
    void this.dispatcher.drain();
  }

  /** No process survived it: what kills one is not tried again by itself. */
  async bury(touchId: TouchId): Promise<void> {
    this.logger.error(`Touch ${touchId} ended each process that took it and is laid aside`);
    await this.deadLetters.add(touchId, 'each process that took it ended');
  }

  /** A fault that nobody foresaw is no reason to send, and none to stop the others. */
  private async layAside(touchId: TouchId, error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : typeof error;
    const where = error instanceof Error ? frames(error) : undefined;
    this.logger.error(`Touch ${touchId} failed (${name}) and is laid aside`, where);
    await this.deadLetters.add(touchId, `error: ${name}`);
  }
}

/** Where it happened, without the message: that may hold what the person's record holds. */
function frames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n');
}
