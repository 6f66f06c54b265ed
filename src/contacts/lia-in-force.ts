// Answers for the assessment under which contact data may come in: approved and in date, else nothing is taken (P4).
import { Injectable } from '@nestjs/common';
import { inForceVersion, liaState } from '../lia/lia-state.js';
import { Clock } from '../ports/clock.port.js';
import { LiaStore, type Lia, type LiaVersion } from '../ports/lia-store.port.js';
import { InputError, invalidField, notFound } from '../shared/errors.js';
import type { LiaId } from '../shared/ids.js';
import { dateOf } from '../shared/instant.js';

export interface CoveringLia {
  readonly id: LiaId;
  readonly version: LiaVersion;
}

@Injectable()
export class LiaInForce {
  constructor(
    private readonly lias: LiaStore,
    private readonly clock: Clock,
  ) {}

  /** @throws InputError NOT_FOUND, LIA_NOT_IN_FORCE (draft, withdrawn, overdue) */
  async require(id: string | undefined): Promise<CoveringLia> {
    const lia = await this.find(id);
    const version = inForceVersion(lia);
    const state = liaState(lia, dateOf(this.clock.now()));
    if (version === null || state === 'overdue' || state === 'withdrawn') {
      throw new InputError('LIA_NOT_IN_FORCE', `LIA ${lia.id} is ${state}; it must be approved and in date`);
    }
    return { id: lia.id, version };
  }

  /**
   * The bounds under which a stored contact is corrected: a person's right to have wrong data mended (Article 16) does
   * not end with the assessment, so the newest version that was ever approved counts.
   * @throws InputError NOT_FOUND, LIA_NOT_IN_FORCE where no version ever was approved
   */
  async latestApproved(id: LiaId): Promise<CoveringLia> {
    const lia = await this.find(id);
    const version = inForceVersion(lia) ?? lia.versions.findLast((candidate) => candidate.approvedAt !== null);
    if (version === undefined) throw new InputError('LIA_NOT_IN_FORCE', `LIA ${lia.id} was never approved`);
    return { id: lia.id, version };
  }

  private async find(id: string | undefined): Promise<Lia> {
    if (id === undefined || id === '') throw invalidField('liaId', 'name the assessment in the query', 'MISSING');
    const lia = await this.lias.find(id as LiaId);
    if (lia === null) throw notFound(`LIA ${id}`);
    return lia;
  }
}
