// Answers for writing an assessment: a first draft, a next version of one in force, and handing it in for approval.
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { LiaStore, type Lia, type LiaDraft, type LiaVersion } from '../ports/lia-store.port.js';
import { MessageRenderer } from '../rendering/render-message.js';
import { InputError, invalidField } from '../shared/errors.js';
import { newId, type AccountId, type LiaId } from '../shared/ids.js';
import type { LiaDraftDto } from './lia-draft.dto.js';
import { liaEvent, type LiaAct } from './lia-event.js';
import { LiaRecords, withVersion } from './lia-records.js';
import { openVersion } from './lia-state.js';
import { liaHash, toLiaDraft } from './to-lia-draft.js';

@Injectable()
export class DraftLiaService {
  constructor(
    private readonly store: LiaStore,
    private readonly records: LiaRecords,
    private readonly renderer: MessageRenderer,
    private readonly clock: Clock,
  ) {}

  async create(dto: LiaDraftDto, accountId: AccountId): Promise<Lia> {
    const act = { accountId, at: this.clock.now() };
    const version = newVersion(1, this.draftOf(dto), act);
    const lia: Lia = { id: newId<LiaId>(), revision: 1, createdAt: act.at, versions: [version] };
    await this.store.create(lia, liaEvent('lia.drafted', { id: lia.id, version }, act));
    return lia;
  }

  /**
   * Replaces the draft; where no version is open, opens the next one.
   * @throws InputError WRONG_STATE where a version waits for approval: it is immutable.
   */
  async replace(id: LiaId, dto: LiaDraftDto, accountId: AccountId): Promise<Lia> {
    const draft = this.draftOf(dto);
    const lia = await this.records.get(id);
    const act = { accountId, at: this.clock.now() };
    const open = openVersion(lia);
    if (open?.state === 'submitted') {
      throw new InputError('WRONG_STATE', `version ${open.version} waits for approval and cannot be changed`);
    }
    const version = newVersion(open?.version ?? lia.versions.length + 1, draft, act);
    const versions = open === null ? [...lia.versions, version] : withVersion(lia.versions, version);
    return this.records.save(lia, versions, liaEvent('lia.drafted', { id, version }, act));
  }

  /** From here on the version is immutable. @throws InputError WRONG_STATE where no draft is open. */
  async submit(id: LiaId, accountId: AccountId): Promise<Lia> {
    const lia = await this.records.get(id);
    const act = { accountId, at: this.clock.now() };
    const open = openVersion(lia);
    if (open?.state !== 'draft') throw new InputError('WRONG_STATE', 'there is no draft to submit');
    const version: LiaVersion = { ...open, state: 'submitted', submittedBy: accountId, submittedAt: act.at };
    return this.records.save(lia, withVersion(lia.versions, version), liaEvent('lia.submitted', { id, version }, act));
  }

  private draftOf(dto: LiaDraftDto): LiaDraft {
    const draft = toLiaDraft(dto);
    const supported = this.renderer.supportedLanguages;
    const isKnown = (tag: string) => supported.includes(tag) || supported.includes(tag.split('-')[0] ?? tag);
    if (!Object.keys(draft.purposeStatement).some(isKnown)) {
      throw invalidField('purposeStatement', `must have a text in at least one of ${supported.join(', ')}`);
    }
    return draft;
  }
}

function newVersion(number: number, draft: LiaDraft, act: LiaAct): LiaVersion {
  return {
    version: number,
    state: 'draft',
    draft,
    hash: liaHash(draft),
    // The author is who wrote the present text: nobody approves their own words (B32).
    createdBy: act.accountId,
    createdAt: act.at,
    submittedBy: null,
    submittedAt: null,
    approvedBy: null,
    approvedAt: null,
    approvalComment: null,
    nextReviewOn: null,
    withdrawnBy: null,
    withdrawnAt: null,
  };
}
