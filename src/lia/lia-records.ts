// Answers for reading an assessment that must exist, and for saving it only where nobody else did meanwhile.
import { Injectable } from '@nestjs/common';
import { LiaStore, type Lia, type LiaVersion } from '../ports/lia-store.port.js';
import type { AuditEvent } from '../shared/audit-leaf.js';
import { InputError, notFound } from '../shared/errors.js';
import type { LiaId } from '../shared/ids.js';

@Injectable()
export class LiaRecords {
  constructor(private readonly store: LiaStore) {}

  /** @throws InputError NOT_FOUND */
  async get(id: LiaId): Promise<Lia> {
    const lia = await this.store.find(id);
    if (lia === null) throw notFound(`LIA ${id}`);
    return lia;
  }

  /** @returns the LIA as saved; null where somebody else saved it first. */
  async trySave(lia: Lia, versions: readonly LiaVersion[], event: AuditEvent): Promise<Lia | null> {
    const next: Lia = { ...lia, revision: lia.revision + 1, versions };
    return (await this.store.save(next, event)) ? next : null;
  }

  /** @throws InputError CONFLICT */
  async save(lia: Lia, versions: readonly LiaVersion[], event: AuditEvent): Promise<Lia> {
    const saved = await this.trySave(lia, versions, event);
    if (saved === null) throw new InputError('CONFLICT', `LIA ${lia.id} was changed at the same time; read it again`);
    return saved;
  }
}

/** The versions with one of them replaced, found by its number. */
export function withVersion(versions: readonly LiaVersion[], changed: LiaVersion): readonly LiaVersion[] {
  return versions.map((version) => (version.version === changed.version ? changed : version));
}
