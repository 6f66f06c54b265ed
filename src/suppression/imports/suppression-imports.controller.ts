// Answers for the HTTP side of suppression files.
import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Param, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { importView } from '../../contacts/imports/import-view.js';
import { AcceptedImportDto, ImportDto } from '../../contacts/imports/import.dto.js';
import { uploadBody } from '../../contacts/imports/upload-body.js';
import { CurrentAccount, actorOf } from '../../http/current-account.js';
import { Roles } from '../../http/roles.js';
import type { Account } from '../../ports/account-store.port.js';
import { AcceptSuppressionsService } from './accept-suppressions.service.js';
import { FindSuppressionImportsService } from './find-suppression-imports.service.js';

@Controller('v1/suppressions/imports')
export class SuppressionImportsController {
  constructor(
    private readonly accepter: AcceptSuppressionsService,
    private readonly finder: FindSuppressionImportsService,
  ) {}

  /**
   * Accepts a CSV file of addresses, numbers and domains as mail services export it. It only adds suppressions, never
   * lifts one; once the import is `finished`, all of them are effective.
   */
  @Post()
  @HttpCode(202)
  @Roles('sales', 'dpo')
  @ApiConsumes('text/csv', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async accept(@Req() request: FastifyRequest, @CurrentAccount() account: Account): Promise<AcceptedImportDto> {
    return { id: await this.accepter.accept(await uploadBody(request), actorOf(account)) };
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
    const { id: known } = await this.finder.get(id);
    return new StreamableFile(Readable.from(this.finder.rejectsCsv(known), { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="rejects-${known}.csv"`,
    });
  }
}
