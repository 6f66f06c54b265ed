// Answers for the assessments that an export refers to; there are few, and each is read once per export.
import type { Lia, LiaStore } from '../ports/lia-store.port.js';
import type { LiaId } from '../shared/ids.js';
import { inForceVersion } from '../lia/lia-state.js';
import type { LiaSummary } from './contact-provenance.js';

function summaryOf(id: LiaId, lia: Lia | null): LiaSummary {
  const approved = lia?.versions.findLast((version) => version.approvedAt !== null) ?? null;
  const shown = lia === null ? null : (inForceVersion(lia) ?? approved);
  if (shown === null) return { id, version: null, hash: null, title: null, retentionDays: null, controllerName: null };
  const { version, hash, draft } = shown;
  const { title, bounds, controller } = draft;
  return { id, version, hash, title, retentionDays: bounds.retentionDays, controllerName: controller.name };
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
