// Answers for saying each second that this process is alive, until nothing is in its hands any more.
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { ProcessPresence } from '../ports/process-presence.port.js';
import { secondMs } from '../shared/instant.js';
import { RepeatedLook } from './repeated-look.js';

/** Every process that answers or works: call permits are claims as well. */
@Injectable()
export class PresenceBeat implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly beating: RepeatedLook;

  constructor(presence: ProcessPresence, clock: Clock) {
    const look = () => presence.beat();
    this.beating = new RepeatedLook(clock, { name: 'presence', everyMs: secondMs, look });
  }

  onApplicationBootstrap(): void {
    this.beating.start();
  }

  /** After messages and requests have ended. */
  async onApplicationShutdown(): Promise<void> {
    await this.beating.stop();
  }
}
