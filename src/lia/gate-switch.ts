// Answers for closing and opening a gate row that stops many people at once: an assessment's or a campaign's (R14).
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { TouchLedger } from '../ports/touch-ledger.port.js';
import type { AuditEvent } from '../shared/audit-leaf.js';
import { newId, type GateKey, type SuppressionId } from '../shared/ids.js';
import { leaseWaitMs } from '../suppression/wait-until-effective.js';

@Injectable()
export class GateSwitch {
  constructor(
    private readonly ledger: TouchLedger,
    private readonly clock: Clock,
  ) {}

  /** Durable when it returns: no claim is granted any more. Senders that hold a claim may still start: `untilEffective`. */
  async close(key: GateKey, event: AuditEvent): Promise<void> {
    const suppression = {
      id: newId<SuppressionId>(),
      cause: 'manual',
      receivedAt: event.at,
      note: null,
      domain: null,
    } as const;
    await this.ledger.closeGate([key], suppression, event);
  }

  /** One full wait (R9), to be begun after `close` returned; afterwards no SMTP transaction starts. */
  async untilEffective(): Promise<void> {
    await this.clock.wait(leaseWaitMs(this.ledger.leaseMs));
  }

  async isClosed(key: GateKey): Promise<boolean> {
    return (await this.ledger.closedGates([key])).length > 0;
  }

  async open(key: GateKey, event: AuditEvent): Promise<void> {
    await this.ledger.openGate(key, event);
  }
}
