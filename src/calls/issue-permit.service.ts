// Answers for one permission to dial: gate, claim, permit; whoever asks second for the same person gets none (A13, V1).
import { Injectable } from '@nestjs/common';
import { DecisionService } from '../outreach/decision.service.js';
import { stepKeyOf, touchIdOf } from '../outreach/touch-ids.js';
import { verdictView } from '../outreach/verdict-view.js';
import type { Question } from '../outreach/question.js';
import { touchGates } from '../outreach/touch-gates.js';
import { KeyRing } from '../ports/key-ring.port.js';
import { AuditLog } from '../ports/audit-log.port.js';
import { Clock, type Timer } from '../ports/clock.port.js';
import { PermitStore, type CallPermit } from '../ports/permit-store.port.js';
import { TouchLedger, type TouchClaim } from '../ports/touch-ledger.port.js';
import { Config } from '../config/config.js';
import type { Account } from '../ports/account-store.port.js';
import { DependencyError, RefusedError } from '../shared/errors.js';
import type { AuditEvent } from '../shared/audit-leaf.js';
import { newAttemptToken, newId, type LeafId, type PermitId } from '../shared/ids.js';
import { dayMs, minuteMs, plusMs } from '../shared/instant.js';
import type { Verdict } from '../gate/verdict.js';
import { CallPermitView } from './call-permit-view.js';
import type { CallSubject } from './call-subjects.js';
import { claimRefusal, outcomeMissing, scriptMissing } from './call-refusals.js';

interface Asked {
  readonly subject: CallSubject;
  readonly account: Account;
}

@Injectable()
export class IssuePermitService {
  constructor(
    private readonly view: CallPermitView,
    private readonly decisions: DecisionService,
    private readonly ledger: TouchLedger,
    private readonly permits: PermitStore,
    private readonly auditLog: AuditLog,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws RefusedError with the verdict where the gate or the claim says no. */
  async issue(subject: CallSubject, account: Account): Promise<CallPermit> {
    const verdict = await this.decisions.decide(questionOf(subject));
    if (verdict.outcome !== 'allow') return this.refuse(subject, account, verdict);
    const [owed] = await this.permits.listOutstanding(account.id, this.clock.now());
    if (owed !== undefined) return this.refuse(subject, account, outcomeMissing(verdict, owed.id));
    // Before the claim: a call without its opening would waste the person's only slot (V3).
    const script = await this.view.scriptFor(subject.contact, subject.liaId);
    if (script === null) return this.refuse(subject, account, scriptMissing(verdict));
    return this.claimAndIssue(subject, account, verdict);
  }

  private async claimAndIssue(subject: CallSubject, account: Account, verdict: Verdict): Promise<CallPermit> {
    const timer = this.clock.startTimer();
    const claim = await this.claimOf(subject);
    const claimed = this.event('call.claimed', { subject, account }, verdict);
    const result = await this.ledger.claimTouch(claim, claimed);
    if (!result.granted) return this.refuse(subject, account, claimRefusal(verdict, result.refusals));
    return this.issueInTime({ subject, account, claim, timer });
  }

  /** The lease holds for calls too: after an acknowledged objection no number is handed out any more. */
  private async issueInTime(step: {
    subject: CallSubject;
    account: Account;
    claim: TouchClaim;
    timer: Timer;
  }): Promise<CallPermit> {
    const { subject, account, claim, timer } = step;
    const permit = this.permitOf(subject, account, claim);
    await this.permits.create(permit, this.event('call.permitted', { subject, account }));
    const isInTime = timer.elapsedMs() < this.ledger.leaseMs;
    const outcome = isInTime ? 'sent' : 'not_transmitted';
    const settled = this.event(isInTime ? 'call.attempt_counted' : 'call.not_attempted', { subject, account });
    const isSettled = await this.ledger.settleTouch({ ...claim, outcome }, settled);
    // A settle that found nothing means that the reaper or a merge was there first: the number stays with us.
    if (!isInTime || !isSettled) {
      throw new DependencyError('STORAGE_UNAVAILABLE', 'the permit came too late; ask again');
    }
    return permit;
  }

  private async claimOf(subject: CallSubject): Promise<TouchClaim> {
    const { contact, liaDraft, campaign, liaId } = subject;
    const row = await this.ledger.readPerson(contact.rowId);
    const attemptNumber: `call-${number}` = `call-${row?.used.call ?? 0}`;
    return {
      rowId: contact.rowId,
      touchId: touchIdOf(contact.rowId, campaign?.id ?? liaId, attemptNumber),
      stepKey: stepKeyOf(campaign?.id ?? liaId, attemptNumber),
      attempt: newAttemptToken(),
      channel: 'call',
      maxTouches: liaDraft.bounds.maxCalls,
      minGapMs: liaDraft.bounds.minGapDays * dayMs,
      gates: [...touchGates(questionOf(subject), this.keyRing.addressKeys).keys()],
      at: this.clock.now(),
    };
  }

  private permitOf(subject: CallSubject, account: Account, claim: TouchClaim): CallPermit {
    const now = this.clock.now();
    return {
      id: newId<PermitId>(),
      contactId: subject.contact.id,
      rowId: claim.rowId,
      touchId: claim.touchId,
      campaignId: subject.campaign?.id ?? null,
      liaId: subject.liaId,
      callerNumber: subject.callerNumber,
      issuedTo: account.id,
      issuedAt: now,
      expiresAt: plusMs(now, this.config.permitMinutes * minuteMs),
      outcome: null,
      outcomeAt: null,
    };
  }

  private async refuse(subject: CallSubject, account: Account, verdict: Verdict): Promise<never> {
    await this.auditLog.append([this.event('call.refused', { subject, account }, verdict)]);
    const [first] = verdict.reasons;
    throw new RefusedError(
      first?.code ?? 'NOT_ALLOWED',
      first?.message ?? 'The call is not allowed',
      verdictView(verdict),
    );
  }

  private event(type: string, { subject, account }: Asked, verdict: Verdict | null = null): AuditEvent {
    return {
      id: newId<LeafId>(),
      type,
      at: this.clock.now(),
      actor: `account:${account.id}`,
      subject: subject.contact.rowId,
      refs: { liaId: subject.liaId, ...(subject.campaign === null ? {} : { campaignId: subject.campaign.id }) },
      payload: { contactId: subject.contact.id, ...(verdict === null ? {} : { verdict: verdictView(verdict) }) },
    };
  }
}

function questionOf(subject: CallSubject): Question {
  return {
    channel: 'call',
    contact: subject.contact,
    lia: subject.lia,
    campaign: subject.campaign,
    step: null,
    callerNumber: subject.callerNumber,
    schedule: null,
  };
}
