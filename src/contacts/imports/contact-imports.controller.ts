// Answers for the HTTP side of contact imports.
import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AlsoAnswers } from '../../http/also-answers.js';
import { CurrentAccount, actorOf } from '../../http/current-account.js';
import { Roles } from '../../http/roles.js';
import type { Account } from '../../ports/account-store.port.js';
import { LiaQueryDto } from '../contact-view.dto.js';
import { AcceptImportService } from './accept-import.service.js';
import { FindImportsService } from './find-imports.service.js';
import { importView } from './import-view.js';
import { AcceptedImportDto, ImportDto } from './import.dto.js';
import { uploadBody } from './upload-body.js';

@Controller('v1/contacts/imports')
export class ContactImportsController {
  constructor(
    private readonly accepter: AcceptImportService,
    private readonly finder: FindImportsService,
  ) {}

  /** Accepts a CSV file of any size; it is worked off in the background. */
  @Post()
  @HttpCode(202)
  @Roles('sales')
  @AlsoAnswers(404)
  @ApiConsumes('text/csv', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async accept(
    @Query() { liaId }: LiaQueryDto,
    @Req() request: FastifyRequest,
    @CurrentAccount() account: Account,
  ): Promise<AcceptedImportDto> {
    const { id } = await this.accepter.accept(await uploadBody(request), liaId, actorOf(account));
    return { id };
  }

  @Get(':id')
  @Roles('sales', 'dpo', 'auditor')
  async show(@Param('id') id: string): Promise<ImportDto> {
    return importView(await this.finder.get(id));
  }

  /** The lines that were refused: number, code, reason, and the line itself. */
  @Get(':id/rejects')
  @Roles('sales', 'dpo', 'auditor')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async rejects(@Param('id') id: string): Promise<StreamableFile> {
    const record = await this.finder.get(id);
    const body = Readable.from(this.finder.rejectsCsv(record.id), { objectMode: false });
    return new StreamableFile(body, {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="rejects-${record.id}.csv"`,
    });
  }
}
