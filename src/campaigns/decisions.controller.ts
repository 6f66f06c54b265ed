// Answers for the HTTP side of dry-run decisions.
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AlsoAnswers } from '../http/also-answers.js';
import { CurrentAccount, actorOf } from '../http/current-account.js';
import { Roles } from '../http/roles.js';
import { verdictView } from '../outreach/verdict-view.js';
import type { Account } from '../ports/account-store.port.js';
import { DecisionRequestDto } from './decision-request.dto.js';
import { DryRunService } from './dry-run.service.js';
import { VerdictDto } from './preview.dto.js';

@Controller('v1/decisions')
export class DecisionsController {
  constructor(private readonly dryRuns: DryRunService) {}

  /** Decides whether a person may be contacted; sends nothing and changes nothing. */
  @Post()
  @HttpCode(200)
  @Roles('sales', 'dpo')
  @AlsoAnswers(404)
  async decide(@Body() request: DecisionRequestDto, @CurrentAccount() account: Account): Promise<VerdictDto> {
    return verdictView(await this.dryRuns.decide(request, actorOf(account)));
  }
}
