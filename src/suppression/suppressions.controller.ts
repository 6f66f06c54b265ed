// Answers for the HTTP side of suppressions.
import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentAccount, actorOf } from '../http/current-account.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { Roles } from '../http/roles.js';
import type { Account } from '../ports/account-store.port.js';
import type { SuppressionId } from '../shared/ids.js';
import { toIso } from '../shared/instant.js';
import { LiftSuppressionService } from './lift-suppression.service.js';
import { RecordSuppressionService } from './record-suppression.service.js';
import { suppressionsCsv } from './suppressions-csv.js';
import {
  LiftedSuppressionDto,
  LiftSuppressionDto,
  NewSuppressionDto,
  SuppressionDto,
  SuppressionPageDto,
} from './suppression.dto.js';
import { ViewSuppressionsService } from './view-suppressions.service.js';

@Controller('v1/suppressions')
export class SuppressionsController {
  constructor(
    private readonly recorder: RecordSuppressionService,
    private readonly lifter: LiftSuppressionService,
    private readonly viewer: ViewSuppressionsService,
  ) {}

  /**
   * Suppresses an address, a number or a domain; 200 where it stood already. The answer means that no SMTP transaction
   * to it starts any more, and may therefore take a few seconds.
   */
  @Post()
  @Roles('sales', 'dpo')
  @ApiCreatedResponse({ type: SuppressionDto })
  @ApiOkResponse({ type: SuppressionDto, description: 'It stood already' })
  async record(
    @Body() request: NewSuppressionDto,
    @CurrentAccount() account: Account,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SuppressionDto> {
    const { suppression, isNew } = await this.recorder.record(request, actorOf(account));
    reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return this.viewer.view(suppression);
  }

  /** Lists what stands; addresses only where a contact still holds them. */
  @Get()
  @Roles('sales', 'dpo', 'auditor')
  async list(@Query() page: PageQueryDto): Promise<SuppressionPageDto> {
    return this.viewer.list(page.cursor ?? null, page.limit);
  }

  /** All that stands, as CSV. */
  @Get('export')
  @Roles('dpo', 'auditor')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async export(@CurrentAccount() account: Account): Promise<StreamableFile> {
    const disposition = 'attachment; filename="suppressions.csv"';
    return new StreamableFile(Readable.from(suppressionsCsv(await this.viewer.export(actorOf(account), 'csv'))), {
      type: 'text/csv; charset=utf-8',
      disposition,
    });
  }

  /** Ends a suppression because the person asked for it. */
  @Post(':id/lift')
  @HttpCode(200)
  @Roles('dpo')
  async lift(
    @Param('id') id: string,
    @Body() request: LiftSuppressionDto,
    @CurrentAccount() account: Account,
  ): Promise<LiftedSuppressionDto> {
    const { suppression, liftedAt } = await this.lifter.lift(id as SuppressionId, request, actorOf(account));
    return Object.assign(await this.viewer.view(suppression), { liftedAt: toIso(liftedAt) });
  }
}
