// Answers for the HTTP side of call permits.
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { AlsoAnswers } from '../http/also-answers.js';
import { CurrentAccount } from '../http/current-account.js';
import { Roles } from '../http/roles.js';
import type { Account } from '../ports/account-store.port.js';
import { PermitStore } from '../ports/permit-store.port.js';
import { notFound } from '../shared/errors.js';
import type { PermitId } from '../shared/ids.js';
import { CallOutcomeService } from './call-outcome.service.js';
import { CallOutcomeDto, CallPermitDto, CallPermitRequestDto } from './call-permit.dto.js';
import { CallPermitView } from './call-permit-view.js';
import { CallSubjects } from './call-subjects.js';
import { IssuePermitService } from './issue-permit.service.js';

@Controller('v1/call-permits')
export class CallPermitsController {
  constructor(
    private readonly subjects: CallSubjects,
    private readonly issuing: IssuePermitService,
    private readonly outcomes: CallOutcomeService,
    private readonly permits: PermitStore,
    private readonly view: CallPermitView,
  ) {}

  /** Asks to dial one contact once. 409 with the verdict where the gate says no. */
  @Post()
  @Roles('sales')
  @AlsoAnswers(404)
  async issue(@Body() request: CallPermitRequestDto, @CurrentAccount() account: Account): Promise<CallPermitDto> {
    const subject = await this.subjects.read(request);
    return this.view.show(await this.issuing.issue(subject, account));
  }

  /** Shows a permit; number and script only to whom it was issued, and only while it is open. */
  @Get(':id')
  @Roles('sales', 'dpo', 'auditor')
  async show(@Param('id') id: string, @CurrentAccount() account: Account): Promise<CallPermitDto> {
    const permit = await this.permits.find(id as PermitId);
    if (permit === null) throw notFound('the call permit');
    const shown = await this.view.show(permit);
    const { expiresAt, outcome } = shown;
    return permit.issuedTo === account.id ? shown : { id, phone: null, expiresAt, script: null, outcome };
  }

  /** Reports what came of the call. */
  @Post(':id/outcome')
  @HttpCode(200)
  @Roles('sales')
  async outcome(
    @Param('id') id: string,
    @Body() body: CallOutcomeDto,
    @CurrentAccount() account: Account,
  ): Promise<CallPermitDto> {
    return this.view.show(await this.outcomes.record(id as PermitId, body.outcome, account));
  }
}
