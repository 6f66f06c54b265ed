// Answers for the assessments that an export refers to; there are few, and each is read once per export.
import type { Lia, LiaStore } from '../ports/lia-store.port.js';
import type { LiaId } from '../shared/ids.js';
import { inForceVersion } from '../lia/lia-state.js';
import type { LiaSummary } from './contact-provenance.js';

function summaryOf(id: LiaId, lia: Lia | null): LiaSummary {
  const approved = lia?.versions.findLast((version) => version.approvedAt !== null);
  const version = lia === null ? undefined : (inForceVersion(lia) ?? approved);
  return {
    id,
    version: version?.version ?? null,
    hash: version?.hash ?? null,
    title: version?.draft.title ?? null,
    retentionDays: version?.draft.bounds.retentionDays ?? null,
    controllerName: version?.draft.controller.name ?? null,
  };
}

export class LiaSummaries {
  private readonly known = new Map<LiaId, LiaSummary>();

  constructor(private readonly lias: LiaStore) {}

  async of(id: LiaId): Promise<LiaSummary> {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const summary = summaryOf(id, await this.lias.find(id));
    this.known.set(id, summary);
    return summary;
  }
}
