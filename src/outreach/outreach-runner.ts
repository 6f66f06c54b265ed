// Answers for starting to send when the process is to, and for letting what is in hand end before it stops.
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Dispatcher } from '../ports/dispatcher.port.js';
import { MailTransport } from '../ports/mail-transport.port.js';
import { Persistence } from './persistence.js';
import { ReaperService } from './reaper.service.js';
import { SendTouchJob } from './send-touch.job.js';

@Injectable()
export class OutreachRunner implements BeforeApplicationShutdown {
  private readonly logger = new Logger(OutreachRunner.name);
  private isStarted = false;
  private reaping: Promise<void> = Promise.resolve();

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly reaper: ReaperService,
    private readonly job: SendTouchJob,
    private readonly transport: MailTransport,
    private readonly persistence: Persistence,
  ) {}

  /** Sends what is due from now on; called again it changes nothing. */
  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    this.reaping = this.reaper.run();
    if (this.transport.relayHost === null) {
      this.logger.warn('No mail leaves: FAIRKNOCK_SMTP_URL is not set');
      return;
    }
    const { job } = this;
    this.dispatcher.start({ handle: (touchId) => job.run(touchId), bury: (touchId) => job.bury(touchId) });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.persistence.stop();
    this.reaper.stop();
    await this.dispatcher.drain();
    await this.transport.close();
    await this.reaping;
  }
}
