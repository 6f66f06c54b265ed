// Answers for the HTTP side of provenance: of one contact by Accept, of all by a query.
import { Controller, Get, Header, Headers, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { AlsoAnswers } from '../http/also-answers.js';
import { CurrentAccount, actorOf } from '../http/current-account.js';
import { Roles } from '../http/roles.js';
import type { Account } from '../ports/account-store.port.js';
import { InputError } from '../shared/errors.js';
import { ProvenanceExportQueryDto } from './export-query.dto.js';
import { ExportProvenanceService, type ExportFormat } from './export-provenance.service.js';
import { negotiateType } from './negotiate-type.js';

const formatOfType = {
  'application/json': 'json',
  'text/csv': 'csv',
  'application/prov+json': 'prov',
} as const satisfies Record<string, ExportFormat>;
const mediaTypes = Object.keys(formatOfType) as (keyof typeof formatOfType)[];

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  prov: 'application/prov+json; charset=utf-8',
};
const fileNames: Readonly<Record<ExportFormat, string>> = {
  json: 'provenance.json',
  csv: 'provenance.csv',
  prov: 'provenance.prov.json',
};

@Controller('v1')
export class ProvenanceController {
  constructor(private readonly exporter: ExportProvenanceService) {}

  /** Where each field of a contact came from. */
  @Get('contacts/:id/provenance')
  @Roles('sales', 'dpo', 'auditor')
  @AlsoAnswers(406)
  @Header('vary', 'accept')
  @ApiProduces(...mediaTypes)
  @ApiOkResponse({ schema: { type: 'string' } })
  async ofContact(@Param('id') id: string, @Headers('accept') accept?: string): Promise<StreamableFile> {
    const type = negotiateType(accept, mediaTypes);
    if (type === null) throw new InputError('NOT_ACCEPTABLE', `available are ${mediaTypes.join(', ')}`);
    const format = formatOfType[type];
    const text = await this.exporter.ofContact(id, format);
    return new StreamableFile(Buffer.from(text), { type: contentTypes[format] });
  }

  /** Where every field of every contact came from; streamed, of any size. */
  @Get('exports/provenance')
  @Roles('dpo', 'auditor')
  @ApiProduces(...mediaTypes)
  @ApiOkResponse({ schema: { type: 'string' } })
  async ofAll(
    @Query() { format }: ProvenanceExportQueryDto,
    @CurrentAccount() account: Account,
  ): Promise<StreamableFile> {
    const body = await this.exporter.ofAll(format, actorOf(account));
    return new StreamableFile(body, {
      type: contentTypes[format],
      disposition: `attachment; filename="${fileNames[format]}"`,
    });
  }
}
