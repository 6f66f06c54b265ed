// Answers for call permits and their outcomes in MongoDB.
import { Injectable } from '@nestjs/common';
import { PermitStore } from '../../ports/permit-store.port.js';
import type { CallPermit } from '../../ports/permit-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import { InvariantError } from '../../shared/errors.js';
import type { AccountId, ContactId, PermitId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { justAfter } from './just-after.js';
import { LeafMaker } from './leaf-maker.js';
import { MongoDatabase } from './mongo-database.js';
import { permits, type PermitDocument } from './schemas/permits.schema.js';
import { storedRecord } from './stored-record.js';
import { insertOnce, updateOnce } from './write-once.js';

const maxOutstanding = 20;
const shown = { record: 1, outcome: 1, outcomeAt: 1 } as const;

/** The outcome has paths of its own; the record stays as it was issued. */
function permitOf({ record, outcome, outcomeAt }: PermitDocument): CallPermit {
  return { ...record, outcome, outcomeAt };
}

@Injectable()
export class MongoPermitStore extends PermitStore {
  constructor(private readonly database: MongoDatabase) {
    super();
  }

  async create(permit: CallPermit, event: AuditEvent): Promise<void> {
    const { id, contactId, issuedTo, issuedAt, expiresAt, outcome, outcomeAt } = permit;
    const place = { step: 'permit.create', of: permits };
    const leaves = [await LeafMaker.of(this.database).make(event)];
    const paths = { contactId, issuedTo, issuedAt, expiresAt, outcome, outcomeAt, record: storedRecord(permit) };
    const isNew = await insertOnce(this.database, place, { _id: id, ...paths, leaves, hasLeaves: true });
    if (!isNew) throw new InvariantError('INTERNAL', `permit ${id} is there already`);
  }

  async find(id: PermitId): Promise<CallPermit | null> {
    const model = this.database.model(permits);
    const found = await this.database.run('permit.find', () => model.findById(id, shown).lean<PermitDocument>());
    return found === null ? null : permitOf(found);
  }

  async recordOutcome(...[id, outcome, at, event]: Parameters<PermitStore['recordOutcome']>): Promise<boolean> {
    const place = { step: 'permit.outcome', of: permits };
    return updateOnce(this.database, place, {
      filter: { _id: id, outcome: null },
      changes: { $set: { outcome, outcomeAt: at } },
      leaves: [await LeafMaker.of(this.database).make(event)],
    });
  }

  async listOutstanding(accountId: AccountId, now: Instant): Promise<readonly CallPermit[]> {
    const model = this.database.model(permits);
    const query = { issuedTo: accountId, outcome: null, expiresAt: { $lt: justAfter(now) } };
    const oldestFirst = { sort: { expiresAt: 1, _id: 1 }, limit: maxOutstanding } as const;
    const found = await this.database.run('permit.outstanding', () =>
      model.find(query, shown, oldestFirst).lean<PermitDocument[]>(),
    );
    return found.map(permitOf);
  }

  async listByContact(contactId: ContactId): Promise<readonly CallPermit[]> {
    const model = this.database.model(permits);
    const oldestFirst = { sort: { issuedAt: 1, _id: 1 } } as const;
    const found = await this.database.run('permit.list', () =>
      model.find({ contactId }, shown, oldestFirst).lean<PermitDocument[]>(),
    );
    return found.map(permitOf);
  }
}
