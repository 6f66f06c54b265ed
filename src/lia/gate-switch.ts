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

  /**
   * Closes the gate row, makes the change that goes with it, and answers when no SMTP transaction can start any more.
   * The gate comes first: a crash in between leaves things stopped. It is looked at again after the change, because
   * somebody may have opened it in between; only then the one full wait begins.
   */
  async stop<T>(key: GateKey, event: () => AuditEvent, change: () => Promise<T>): Promise<T> {
    await this.close(key, event());
    const result = await change();
    if (!(await this.isClosed(key))) await this.close(key, event());
    await this.clock.wait(leaseWaitMs(this.ledger.leaseMs));
    return result;
  }

  async isClosed(key: GateKey): Promise<boolean> {
    return (await this.ledger.closedGates([key])).length > 0;
  }

  async open(key: GateKey, event: AuditEvent): Promise<void> {
    await this.ledger.openGate(key, event);
  }

  private async close(key: GateKey, event: AuditEvent): Promise<void> {
    const suppression = {
      id: newId<SuppressionId>(),
      cause: 'manual',
      receivedAt: event.at,
      note: null,
      domain: null,
    } as const;
    await this.ledger.closeGate([key], suppression, event);
  }
}
