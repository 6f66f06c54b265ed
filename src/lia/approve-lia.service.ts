// Answers for bringing an assessment into force: by a person, never its author, for 12 months at most (A22, A23, B32).
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Account } from '../ports/account-store.port.js';
import { Clock } from '../ports/clock.port.js';
import type { Lia, LiaVersion } from '../ports/lia-store.port.js';
import { InputError, invalidField } from '../shared/errors.js';
import type { LiaId } from '../shared/ids.js';
import { dateOf, type DateOnly, type Instant } from '../shared/instant.js';
import { liaGate } from '../suppression/gate-keys.js';
import { GateSwitch } from './gate-switch.js';
import { liaEvent } from './lia-event.js';
import { LiaRecords, withVersion } from './lia-records.js';
import { inForceVersion, openVersion } from './lia-state.js';

const maxReviewMonths = 12;

export interface Approval {
  readonly account: Account;
  readonly nextReviewOn: DateOnly;
  readonly comment: string | null;
}

@Injectable()
export class ApproveLiaService {
  constructor(
    private readonly records: LiaRecords,
    private readonly gates: GateSwitch,
    private readonly clock: Clock,
  ) {}

  /** @throws InputError APPROVAL_FORBIDDEN, WRONG_STATE, REVIEW_TOO_LATE, INVALID_INPUT, CONFLICT */
  async approve(id: LiaId, approval: Approval): Promise<Lia> {
    const { account } = approval;
    if (account.kind !== 'person') throw forbidden('only a person may approve an assessment');
    const lia = await this.records.get(id);
    const at = this.clock.now();
    const submitted = openVersion(lia);
    if (submitted?.state !== 'submitted') return this.repeat(lia, account, at);
    checkAuthor(submitted, account);
    checkReviewDate(approval.nextReviewOn, dateOf(at));
    const version = approved(submitted, approval, at);
    const event = liaEvent('lia.approved', { id, version }, { accountId: account.id, at });
    const saved = await this.records.save(lia, withVersion(lia.versions.map(superseded), version), event);
    await this.openGate(id, version, { accountId: account.id, at });
    return saved;
  }

  /** An approval whose second step, opening a gate that a withdrawal closed, was cut off may be finished by the same person. */
  private async repeat(lia: Lia, account: Account, at: Instant): Promise<Lia> {
    const inForce = inForceVersion(lia);
    const isCutOff = inForce?.approvedBy === account.id && (await this.gates.isClosed(liaGate(lia.id)));
    if (inForce === null || !isCutOff) throw new InputError('WRONG_STATE', 'no version waits for approval');
    await this.openGate(lia.id, inForce, { accountId: account.id, at });
    return lia;
  }

  private async openGate(
    id: LiaId,
    version: LiaVersion,
    act: { accountId: Account['id']; at: Instant },
  ): Promise<void> {
    if (!(await this.gates.isClosed(liaGate(id)))) return;
    await this.gates.open(liaGate(id), liaEvent('lia.gate_opened', { id, version }, act));
  }
}

function forbidden(why: string): InputError {
  return new InputError('APPROVAL_FORBIDDEN', why);
}

function checkAuthor(version: LiaVersion, account: Account): void {
  if (version.submittedBy === account.id) throw forbidden('whoever submitted an assessment may not approve it');
  if (version.createdBy === account.id) throw forbidden('whoever wrote an assessment may not approve it');
}

function checkReviewDate(nextReviewOn: DateOnly, today: DateOnly): void {
  if (nextReviewOn < today) throw invalidField('nextReviewOn', 'lies in the past');
  const latest = DateTime.fromISO(today, { zone: 'utc' }).plus({ months: maxReviewMonths }).toISODate() ?? today;
  if (nextReviewOn <= latest) return;
  const message = `must not be later than ${latest}`;
  throw new InputError('REVIEW_TOO_LATE', message, [{ field: 'nextReviewOn', code: 'REVIEW_TOO_LATE', message }]);
}

function approved(version: LiaVersion, approval: Approval, at: Instant): LiaVersion {
  return {
    ...version,
    state: 'in_force',
    approvedBy: approval.account.id,
    approvedAt: at,
    approvalComment: approval.comment,
    nextReviewOn: approval.nextReviewOn,
  };
}

function superseded(version: LiaVersion): LiaVersion {
  return version.state === 'in_force' ? { ...version, state: 'superseded' } : version;
}
