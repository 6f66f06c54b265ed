// Answers for never locking the last administrator out: one document says which of their keys are left, and changes first.
import type { KeyId } from '../../shared/ids.js';
import type { MongoDatabase } from './mongo-database.js';
import {
  accounts,
  adminKeys,
  adminKeysId,
  type AccountDocument,
  type AdminKeysDocument,
} from './schemas/accounts.schema.js';
import { insertMissing, insertOnce, updateOnce } from './write-once.js';

/** Keys are added to it after the account has them, and taken out before they are revoked: it never counts one too many. */
export class AdminKeys {
  constructor(private readonly database: MongoDatabase) {}

  /** Makes the document where there is none; from then on there are no first accounts any more. */
  async open(): Promise<void> {
    const place = { step: 'admins.open', of: adminKeys };
    await insertOnce(this.database, place, { _id: adminKeysId, live: [], revoked: [] });
  }

  /**
   * The first accounts stand in it until their own documents do: so all of them are there with one write, or none.
   * @returns whether these are the first.
   */
  async openWith(first: readonly AccountDocument[]): Promise<boolean> {
    const live = first.flatMap(liveAdminKeys);
    const place = { step: 'admins.first', of: adminKeys };
    const isFirst = await insertOnce(this.database, place, { _id: adminKeysId, live, revoked: [], first });
    await this.finishFirst();
    return isFirst;
  }

  /** Idempotent; whoever comes after a crash does what is left. */
  private async finishFirst(): Promise<void> {
    const first = (await this.read())?.first ?? [];
    if (first.length === 0) return;
    await insertMissing(this.database, { step: 'admins.accounts', of: accounts }, first);
    const place = { step: 'admins.done', of: adminKeys };
    await updateOnce(this.database, place, { filter: { _id: adminKeysId }, changes: { $unset: { first: 1 } } });
    this.database.leafWritten();
  }

  /** A key that the account has already. A revoked one does not come back. */
  async add(id: KeyId): Promise<void> {
    const place = { step: 'admins.add', of: adminKeys };
    await updateOnce(this.database, place, {
      filter: { _id: adminKeysId, live: { $ne: id }, revoked: { $ne: id } },
      changes: { $push: { live: id } },
    });
  }

  /** @returns false where no other key would be left: then nothing has changed. */
  async takeOut(id: KeyId): Promise<boolean> {
    if (await this.pull(id)) return true;
    await this.restore();
    return this.pull(id);
  }

  private async pull(id: KeyId): Promise<boolean> {
    const place = { step: 'admins.takeOut', of: adminKeys };
    const isPulled = await updateOnce(this.database, place, {
      filter: { _id: adminKeysId, live: id, 'live.1': { $exists: true } },
      changes: { $pull: { live: id }, $push: { revoked: id } },
    });
    // Somebody else is revoking it, or crashed on the way: the account's own document decides who does.
    return isPulled || ((await this.read())?.revoked.includes(id) ?? false);
  }

  /** Keys whose account was written, and whose process died before it came here. */
  private async restore(): Promise<void> {
    const model = this.database.model(accounts);
    const found = await this.database.run('admins.accounts', () =>
      model.find({ 'record.roles': 'admin' }).lean<AccountDocument[]>(),
    );
    const known = new Set((await this.read())?.live);
    for (const id of found.flatMap(liveAdminKeys)) {
      if (!known.has(id)) await this.add(id);
    }
  }

  private async read(): Promise<AdminKeysDocument | null> {
    const model = this.database.model(adminKeys);
    return this.database.run('admins.read', () => model.findById(adminKeysId).lean<AdminKeysDocument>());
  }
}

function liveAdminKeys({ record, keys }: AccountDocument): KeyId[] {
  if (!record.roles.includes('admin')) return [];
  return keys.filter((key) => key.revokedAt === null).map((key) => key.id);
}
