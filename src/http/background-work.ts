// Answers for the background work: sending where processes may share it; the rest is done by the one process that leads.
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PlanTouchesService } from '../campaigns/plan-touches.service.js';
import { ImportRunnerService } from '../contacts/imports/import-runner.service.js';
import { OutreachRunner } from '../outreach/outreach-runner.js';
import { Clock } from '../ports/clock.port.js';
import { ProcessLead } from '../ports/process-lead.port.js';
import { secondMs } from '../shared/instant.js';
import { SuppressionImportRunnerService } from '../suppression/imports/suppression-import-runner.service.js';
import { ProcessRole } from './process-role.js';
import { RepeatedLook } from './repeated-look.js';

/**
 * Whoever leads works; the others stand by and take over within a few seconds. While leading it also looks for what
 * other processes have accepted or launched. That nobody is contacted twice or after an opt-out never depends on it:
 * every claim and suppression is decided in the ledger, whichever process asks.
 */
@Injectable()
export class BackgroundWork implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('background work');
  private readonly watching: RepeatedLook;
  private state: 'new' | 'standing by' | 'leading' = 'new';

  constructor(
    private readonly role: ProcessRole,
    private readonly processLead: ProcessLead,
    private readonly outreach: OutreachRunner,
    private readonly planning: PlanTouchesService,
    private readonly imports: ImportRunnerService,
    private readonly suppressionImports: SuppressionImportRunnerService,
    clock: Clock,
  ) {
    const look = () => this.look();
    this.watching = new RepeatedLook(clock, { name: 'background work', everyMs: secondMs, look });
  }

  onApplicationBootstrap(): void {
    if (!this.role.works) return;
    this.outreach.share();
    this.watching.start();
  }

  /** What is in hand is ended by the services themselves; nothing is begun after this. */
  async onModuleDestroy(): Promise<void> {
    await this.watching.stop();
  }

  private async look(): Promise<void> {
    if (!(await this.mayLead())) {
      this.rest();
      return;
    }
    this.enter('leading');
    this.outreach.lead();
    this.imports.start();
    this.suppressionImports.start();
    await this.planning.start();
  }

  /** Who cannot know that it leads does not: another process may have taken over. */
  private async mayLead(): Promise<boolean> {
    try {
      return await this.processLead.tryTake();
    } catch (error) {
      this.rest();
      throw error;
    }
  }

  private rest(): void {
    this.enter('standing by');
    this.outreach.rest();
    this.imports.rest();
    this.suppressionImports.rest();
    this.planning.rest();
  }

  private enter(state: 'standing by' | 'leading'): void {
    if (state === this.state) return;
    if (state === 'standing by')
      this.logger.warn(`${this.outreach.led} are left to another process; this one stands by`);
    else if (this.state === 'standing by') this.logger.warn(`${this.outreach.led} are taken over`);
    this.state = state;
  }
}
