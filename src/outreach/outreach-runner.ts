// Answers for sending and reaping when the process is to, and for letting what is in hand end before it stops.
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Dispatcher } from '../ports/dispatcher.port.js';
import { MailTransport } from '../ports/mail-transport.port.js';
import { DependencyError } from '../shared/errors.js';
import type { TouchId } from '../shared/ids.js';
import { Persistence } from './persistence.js';
import { ReaperService } from './reaper.service.js';
import { SendTouchJob } from './send-touch.job.js';

@Injectable()
export class OutreachRunner implements BeforeApplicationShutdown {
  private readonly logger = new Logger(OutreachRunner.name);
  private isSending = false;
  private isResting = false;

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly reaper: ReaperService,
    private readonly job: SendTouchJob,
    private readonly transport: MailTransport,
    private readonly persistence: Persistence,
  ) {}

  /** What only the process that leads does, for people. */
  get led(): string {
    return this.dispatcher.isShared ? 'Planning and imports' : 'Sending, planning and imports';
  }

  /** Sends what is due from now on where several processes may; else that is for the one that leads. */
  share(): void {
    if (this.dispatcher.isShared) this.send();
  }

  /** Ends what dead processes left, and sends what is due, from now on; called again it changes nothing. */
  lead(): void {
    this.isResting = false;
    this.reaper.start();
    this.send();
  }

  /** Another process leads now. */
  rest(): void {
    this.isResting = true;
    this.reaper.rest();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.persistence.stop();
    const reaped = this.reaper.stop();
    await this.dispatcher.drain();
    await this.transport.close();
    await reaped;
  }

  private send(): void {
    if (this.isSending) return;
    this.isSending = true;
    if (this.transport.relayHost === null) {
      this.logger.warn('No mail leaves: FAIRKNOCK_SMTP_URL is not set');
      return;
    }
    const { job } = this;
    this.dispatcher.start({ handle: (touchId) => this.handle(touchId), bury: (touchId) => job.bury(touchId) });
  }

  /** Only so that two processes do not each send at the full pace: the ledger lets no touch out twice. */
  private async handle(touchId: TouchId): Promise<void> {
    if (this.isResting && !this.dispatcher.isShared) {
      throw new DependencyError('QUEUE_UNAVAILABLE', 'another process leads');
    }
    await this.job.run(touchId);
  }
}
