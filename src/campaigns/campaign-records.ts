// Answers for reading a campaign that must exist, and for changing it although its planning changes it at the same time.
import { Injectable } from '@nestjs/common';
import { CampaignStore, type Campaign } from '../ports/campaign-store.port.js';
import type { AuditEvent } from '../shared/audit-leaf.js';
import { InputError, notFound } from '../shared/errors.js';
import type { CampaignId } from '../shared/ids.js';

const maxTries = 20;

export interface CampaignChange {
  readonly campaign: Campaign;
  readonly event: AuditEvent | null;
}

@Injectable()
export class CampaignRecords {
  constructor(private readonly store: CampaignStore) {}

  /** @throws InputError NOT_FOUND */
  async get(id: CampaignId): Promise<Campaign> {
    const campaign = await this.store.find(id);
    if (campaign === null) throw notFound(`campaign ${id}`);
    return campaign;
  }

  /**
   * Applies the change to the present record; read and tried again where somebody else was first. `change` may throw to
   * refuse, or return null to leave the record as it is.
   * @returns the record as it stands afterwards.
   */
  async update(id: CampaignId, change: (campaign: Campaign) => CampaignChange | null): Promise<Campaign> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const present = await this.get(id);
      const changed = change(present);
      if (changed === null) return present;
      const next = { ...changed.campaign, revision: present.revision + 1 };
      if (await this.store.save(next, changed.event)) return next;
    }
    throw conflict(id);
  }

  /** Replaces exactly this revision. @throws InputError CONFLICT */
  async replace(present: Campaign, { campaign, event }: CampaignChange): Promise<Campaign> {
    const next = { ...campaign, revision: present.revision + 1 };
    if (await this.store.save(next, event)) return next;
    throw conflict(present.id);
  }
}

function conflict(id: CampaignId): InputError {
  return new InputError('CONFLICT', `campaign ${id} was changed at the same time; read it again`);
}
