// Answers for reading the audit log over HTTP.
import { Controller, Get, Query } from '@nestjs/common';
import { Roles } from '../http/roles.js';
import { AuditLog, type LogEntry } from '../ports/audit-log.port.js';
import { toIso } from '../shared/instant.js';
import { LeafPageDto, LeavesQueryDto, type LeafDto } from './leaves.dto.js';

@Controller('v1/audit')
export class LeavesController {
  constructor(private readonly auditLog: AuditLog) {}

  /** Lists leaves from a number on. */
  @Get('leaves')
  @Roles('dpo', 'auditor')
  async list(@Query() query: LeavesQueryDto): Promise<LeafPageDto> {
    const entries = await this.auditLog.read(query.from, query.limit);
    return { items: entries.map(view) };
  }
}

function view({ number, at, type, leafHash, leafJson }: LogEntry): LeafDto {
  return { number, at: toIso(at), type, leafHash, leaf: JSON.parse(leafJson) as Record<string, unknown> };
}
