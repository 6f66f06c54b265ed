// Answers for the HTTP side of assessments; state machine and checks lie in the services.
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CurrentAccount } from '../http/current-account.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { Roles } from '../http/roles.js';
import type { Account } from '../ports/account-store.port.js';
import { Clock } from '../ports/clock.port.js';
import { LiaStore, type Lia } from '../ports/lia-store.port.js';
import type { LiaId } from '../shared/ids.js';
import { dateOf, type DateOnly } from '../shared/instant.js';
import { ApproveLiaService } from './approve-lia.service.js';
import { DraftLiaService } from './draft-lia.service.js';
import { LiaDraftDto } from './lia-draft.dto.js';
import { LiaRecords } from './lia-records.js';
import { liaVersionView, liaView } from './lia-view.js';
import { ApproveLiaDto, LiaDto, LiaPageDto, LiaVersionsDto } from './lia-view.dto.js';
import { WithdrawLiaService } from './withdraw-lia.service.js';

@Controller('v1/lias')
export class LiasController {
  constructor(
    private readonly lias: LiaStore,
    private readonly records: LiaRecords,
    private readonly drafts: DraftLiaService,
    private readonly approvals: ApproveLiaService,
    private readonly withdrawals: WithdrawLiaService,
    private readonly clock: Clock,
  ) {}

  /** Lists assessments. */
  @Get()
  @Roles('dpo', 'sales', 'auditor')
  async list(@Query() page: PageQueryDto): Promise<LiaPageDto> {
    const { items, nextCursor } = await this.lias.list((page.cursor ?? null) as LiaId | null, page.limit);
    return { items: items.map((lia) => this.view(lia)), nextCursor };
  }

  /** Begins an assessment with a first draft. */
  @Post()
  @Roles('dpo')
  async create(@Body() draft: LiaDraftDto, @CurrentAccount() account: Account): Promise<LiaDto> {
    return this.view(await this.drafts.create(draft, account.id));
  }

  /** Shows the version in force, else the newest. */
  @Get(':id')
  @Roles('dpo', 'sales', 'auditor')
  async show(@Param('id') id: string): Promise<LiaDto> {
    return this.view(await this.records.get(id as LiaId));
  }

  /** Shows every version with its hash and signatures. */
  @Get(':id/versions')
  @Roles('dpo', 'sales', 'auditor')
  async versions(@Param('id') id: string): Promise<LiaVersionsDto> {
    const lia = await this.records.get(id as LiaId);
    return { items: lia.versions.map(liaVersionView), nextCursor: null };
  }

  /** Replaces the draft; on an assessment in force opens the next version. */
  @Put(':id/draft')
  @Roles('dpo')
  async replaceDraft(
    @Param('id') id: string,
    @Body() draft: LiaDraftDto,
    @CurrentAccount() account: Account,
  ): Promise<LiaDto> {
    return this.view(await this.drafts.replace(id as LiaId, draft, account.id));
  }

  /** Hands the draft in for approval; from here on the version cannot change. */
  @Post(':id/submit')
  @HttpCode(200)
  @Roles('dpo')
  async submit(@Param('id') id: string, @CurrentAccount() account: Account): Promise<LiaDto> {
    return this.view(await this.drafts.submit(id as LiaId, account.id));
  }

  /** Brings the submitted version into force; by a person who neither wrote nor submitted it. */
  @Post(':id/approve')
  @HttpCode(200)
  @Roles('dpo')
  async approve(
    @Param('id') id: string,
    @Body() request: ApproveLiaDto,
    @CurrentAccount() account: Account,
  ): Promise<LiaDto> {
    const { nextReviewOn, comment } = request;
    const approval = { account, nextReviewOn: nextReviewOn as DateOnly, comment: comment ?? null };
    return this.view(await this.approvals.approve(id as LiaId, approval));
  }

  /** Takes the assessment out of force; the answer means that nothing under it starts any more. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Roles('dpo')
  async withdraw(@Param('id') id: string, @CurrentAccount() account: Account): Promise<LiaDto> {
    return this.view(await this.withdrawals.withdraw(id as LiaId, account.id));
  }

  private view(lia: Lia): LiaDto {
    return liaView(lia, dateOf(this.clock.now()));
  }
}
