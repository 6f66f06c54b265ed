// Answers for what an administrator sees of a ready service.
import { Injectable } from '@nestjs/common';
import { policyVersion } from '../gate/rule-table/rule-table.js';
import { AuditLog } from '../ports/audit-log.port.js';
import { MailTransport } from '../ports/mail-transport.port.js';
import { TouchLedger } from '../ports/touch-ledger.port.js';
import { toIso } from '../shared/instant.js';
import type { ReadyDetailsDto } from './probe.dto.js';

@Injectable()
export class ReadyDetails {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly mail: MailTransport,
    private readonly ledger: TouchLedger,
  ) {}

  async read(): Promise<ReadyDetailsDto> {
    const { pendingCount, oldestAt } = await this.auditLog.lag();
    return {
      policyVersion,
      auditLeaves: await this.auditLog.size(),
      auditPendingLeaves: pendingCount,
      auditOldestPendingAt: oldestAt === null ? null : toIso(oldestAt),
      hasMailRelay: this.mail.relayHost !== null,
      leaseMs: this.ledger.leaseMs,
    };
  }
}
