// Answers for the background work being done by one process at a time: sending, planning and imports.
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PlanTouchesService } from '../campaigns/plan-touches.service.js';
import { ImportRunnerService } from '../contacts/imports/import-runner.service.js';
import { OutreachRunner } from '../outreach/outreach-runner.js';
import { Clock } from '../ports/clock.port.js';
import { ProcessLead } from '../ports/process-lead.port.js';
import { secondMs } from '../shared/instant.js';
import { SuppressionImportRunnerService } from '../suppression/imports/suppression-import-runner.service.js';

const lookEveryMs = secondMs;

/**
 * Whoever leads works; the others stand by and take over within a second or so. While leading it also looks for what
 * other processes have accepted or launched. That nobody is contacted twice or after an opt-out never depends on it:
 * every claim and suppression is decided in the ledger, whichever process asks.
 */
@Injectable()
export class BackgroundWork implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('background work');
  private state: 'new' | 'standing by' | 'leading' = 'new';
  private isStopping = false;
  private endWait: () => void = () => undefined;
  private watching: Promise<void> = Promise.resolve();

  constructor(
    private readonly processLead: ProcessLead,
    private readonly outreach: OutreachRunner,
    private readonly planning: PlanTouchesService,
    private readonly imports: ImportRunnerService,
    private readonly suppressionImports: SuppressionImportRunnerService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.watching = this.watch();
  }

  /** What is in hand is ended by the services themselves; nothing is begun after this. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    this.endWait();
    await this.watching;
  }

  private async watch(): Promise<void> {
    while (!this.isStopping) {
      try {
        await this.look();
      } catch (error) {
        this.logger.warn(`Looking for work failed: ${error instanceof Error ? error.name : 'unknown error'}`);
      }
      await this.pause();
    }
  }

  private async look(): Promise<void> {
    this.enter((await this.processLead.tryTake()) ? 'leading' : 'standing by');
    if (this.state !== 'leading') return;
    this.outreach.start();
    this.imports.start();
    this.suppressionImports.start();
    await this.planning.start();
  }

  private enter(state: 'standing by' | 'leading'): void {
    if (state === this.state) return;
    if (state === 'standing by') this.logger.warn('Another process sends, plans and imports; this one stands by');
    else if (this.state === 'standing by') this.logger.warn('Sending, planning and imports are taken over');
    this.state = state;
  }

  /** Ends early when the process is to stop. */
  private pause(): Promise<void> {
    return new Promise((resolve) => {
      this.endWait = resolve;
      if (this.isStopping) resolve();
      void this.clock.wait(lookEveryMs).then(resolve);
    });
  }
}
