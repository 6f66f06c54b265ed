// Answers for what came of a call; a spoken objection stops every channel before the reply leaves (O1, case 15).
import { Injectable } from '@nestjs/common';
import type { Account } from '../ports/account-store.port.js';
import { Clock } from '../ports/clock.port.js';
import { ContactStore } from '../ports/contact-store.port.js';
import { PermitStore, type CallOutcome, type CallPermit } from '../ports/permit-store.port.js';
import { InputError, notFound } from '../shared/errors.js';
import { newId, type LeafId, type PermitId } from '../shared/ids.js';
import { SuppressionService } from '../suppression/suppression.service.js';

@Injectable()
export class CallOutcomeService {
  constructor(
    private readonly permits: PermitStore,
    private readonly contacts: ContactStore,
    private readonly suppressions: SuppressionService,
    private readonly clock: Clock,
  ) {}

  /** The objection is suppressed first, so that a repeat after a crash suppresses again and nothing is lost. */
  async record(id: PermitId, outcome: CallOutcome, account: Account): Promise<CallPermit> {
    const permit = await this.permits.find(id);
    if (permit === null) throw notFound('the call permit');
    if (outcome === 'objected') await this.suppress(permit, account);
    const now = this.clock.now();
    const isFirst = await this.permits.recordOutcome(id, outcome, now, {
      id: newId<LeafId>(),
      type: 'call.outcome_recorded',
      at: now,
      actor: `account:${account.id}`,
      subject: permit.rowId,
      refs: { permitId: id, outcome },
    });
    const after = await this.permits.find(id);
    if (after === null) throw notFound('the call permit');
    if (!isFirst && after.outcome !== outcome) {
      throw new InputError('WRONG_STATE', `another outcome is recorded already: ${after.outcome ?? 'none'}`);
    }
    return after;
  }

  private async suppress(permit: CallPermit, account: Account): Promise<void> {
    const order = {
      cause: 'objection',
      receivedAt: this.clock.now(),
      note: 'spoken during a call',
      actor: `account:${account.id}`,
      contactId: permit.contactId,
    } as const;
    const contact = await this.contacts.find(permit.contactId);
    if (contact === null || contact.state === 'erased') {
      await this.suppressions.suppressPerson({ ...order, address: { current: permit.rowId, older: [] } });
      return;
    }
    await this.suppressions.suppressContact({ ...order, contact, withPhone: true });
  }
}
