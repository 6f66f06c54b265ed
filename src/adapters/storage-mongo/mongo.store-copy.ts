// Answers for taking a whole installation into an empty database, batch by batch, and for no process starting on half of it.
import {
  copyKinds,
  StoreCopyTarget,
  type CopiedLeaf,
  type CopyBatch,
  type CopyBeginning,
  type CopyKind,
  type CopyProgress,
} from '../../ports/store-copy.port.js';
import type { VersionedKey } from '../../shared/address-keys.js';
import { StartRefusal } from '../../shared/errors.js';
import type { RowId } from '../../shared/ids.js';
import { AdminKeys } from './admin-keys.js';
import { checkInstallation, readInstallation } from './check-installation.js';
import { copyDocuments, openLeaf } from './copy-documents.js';
import { keyFingerprints } from './key-fingerprints.js';
import { leafCollections } from './leaf-collections.js';
import { migrate } from './migrate.js';
import { MongoDatabase } from './mongo-database.js';
import { adminKeys } from './schemas/accounts.schema.js';
import { auditLeaves, type AuditLeafDocument } from './schemas/audit-leaves.schema.js';
import { installation, installationId } from './schemas/installation.schema.js';
import { subjectKeys } from './schemas/subject-keys.schema.js';
import { startRefusal } from './start-refusal.js';
import { insertMissing } from './write-once.js';

export interface CopyTargetOptions {
  readonly uri: string;
  readonly leaseMs: number;
  readonly environment: 'production' | 'development' | 'test';
  readonly addressKeys: readonly VersionedKey[];
}

export class MongoStoreCopyTarget extends StoreCopyTarget {
  private constructor(
    readonly database: MongoDatabase,
    private readonly options: CopyTargetOptions,
  ) {
    super();
  }

  /** Changes nothing yet. @throws StartRefusal where nobody answers there. */
  static async connect(options: CopyTargetOptions): Promise<MongoStoreCopyTarget> {
    const { uri, leaseMs } = options;
    return new MongoStoreCopyTarget(await MongoDatabase.connect({ uri, leaseMs }), options);
  }

  async begin(beginning: CopyBeginning): Promise<CopyProgress> {
    try {
      await migrate(this.database);
      const { environment, addressKeys } = this.options;
      const fingerprints = keyFingerprints(addressKeys);
      await checkInstallation(this.database, { environment, keyFingerprints: fingerprints, isForCopy: true });
      return await this.findOrMark(beginning);
    } catch (error) {
      throw startRefusal(error);
    }
  }

  count(kind: CopyKind): Promise<number> {
    const { of, where } = copyDocuments[kind];
    const collection = this.database.connection.collection(of.name);
    return this.database.run('copy.count', () => collection.countDocuments(where ?? {}));
  }

  async write<K extends CopyKind>(kind: K, { records, next }: CopyBatch<K>): Promise<void> {
    const { of, toDocument } = copyDocuments[kind];
    // The document that guards the last administrator is there before any account; it fills itself from the accounts.
    if (kind === 'account' && records.length > 0) await new AdminKeys(this.database).open();
    await insertMissing(this.database, { step: 'copy.insert', of }, records.map(toDocument));
    const progress = { $set: { [`copy.cursors.${kind}`]: next } };
    const model = this.database.model(installation);
    await this.database.run('copy.progress', () => model.updateOne({ _id: installationId }, progress));
  }

  async readLeaves(from: number, limit: number): Promise<readonly CopiedLeaf[]> {
    const range = { _id: { $gte: from, $lt: from + limit } };
    const found = await this.database.run('copy.leaves', () =>
      this.database.model(auditLeaves).find(range).sort({ _id: 1 }).lean<AuditLeafDocument[]>(),
    );
    const subjects = [...new Set(found.flatMap(({ subject }) => subject ?? []))];
    const keys = await this.database.run('copy.keys', () =>
      this.database
        .model(subjectKeys)
        .find({ _id: { $in: subjects } })
        .lean(),
    );
    const keyOf = new Map<RowId, Uint8Array>(keys.map(({ _id, key }) => [_id, key]));
    return found.map((leaf) => openLeaf(leaf, keyOf));
  }

  async finish(): Promise<void> {
    const model = this.database.model(installation);
    const done = { $set: { 'copy.isFinished': true } };
    await this.database.run('copy.finish', () => model.updateOne({ _id: installationId }, done));
  }

  close(): Promise<void> {
    return this.database.close();
  }

  private async findOrMark({ mark, isRetired }: CopyBeginning): Promise<CopyProgress> {
    const before = (await readInstallation(this.database))?.copy;
    if (before === undefined) {
      if (isRetired) throw new StartRefusal('this data was moved already, and not into this database');
      await this.refuseFilled();
      const unmarked = { _id: installationId, copy: { $exists: false } } as const;
      const copy = { ...mark, isFinished: false, cursors: {} };
      const model = this.database.model(installation);
      await this.database.run('copy.mark', () => model.updateOne(unmarked, { $set: { copy } }));
    }
    const now = (await readInstallation(this.database))?.copy;
    if (now?.id === mark.id) return now;
    throw new StartRefusal('the target database holds another copy: name one that holds nothing, or drop it');
  }

  private async refuseFilled(): Promise<void> {
    const names = new Set([
      ...copyKinds.map((kind) => copyDocuments[kind].of.name),
      ...leafCollections,
      adminKeys.name,
    ]);
    for (const name of names) {
      const collection = this.database.connection.collection(name);
      const found = await this.database.run('copy.empty', () => collection.findOne({}, { projection: { _id: 1 } }));
      if (found === null) continue;
      throw new StartRefusal(`the target database is not empty (${name}): name one that holds nothing`);
    }
  }
}
