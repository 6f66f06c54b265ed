// Answers for contacts in MongoDB: one document each, beside the paths they are found by.
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Model } from 'mongoose';
import { ContactStore } from '../../ports/contact-store.port.js';
import type { Contact, ContactFilter, ContactPage, ContactSearch } from '../../ports/contact-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { ContactId, RowId } from '../../shared/ids.js';
import { idsAfter } from '../../shared/ids-after.js';
import type { Instant } from '../../shared/instant.js';
import { toPage } from '../../shared/to-page.js';
import { contactPaths } from './contact-columns.js';
import { contactListQuery } from './contact-list-query.js';
import { contactSearchQuery } from './contact-search-query.js';
import { createContact } from './create-contact.js';
import { eraseContact, resumeErasures } from './erase-contact.js';
import { LeafMaker } from './leaf-maker.js';
import { liveStates } from './live-states.js';
import { MongoDatabase } from './mongo-database.js';
import { contacts, type ContactDocument } from './schemas/contacts.schema.js';
import { isDuplicateKey } from './storage-error.js';
import { wasErased } from './was-erased.js';
import { updateOnce } from './write-once.js';

const idChunkSize = 500;
const maxOfPerson = 20;
const maxFound = 200;
const live = { $in: liveStates };

interface FindOptions {
  readonly limit: number;
  readonly hint?: string;
}

@Injectable()
export class MongoContactStore extends ContactStore implements OnApplicationBootstrap {
  constructor(private readonly database: MongoDatabase) {
    super();
  }

  /** What a crash left half erased goes before anything else is asked for. */
  onApplicationBootstrap(): Promise<void> {
    return this.resumeErasures();
  }

  resumeErasures(): Promise<void> {
    return resumeErasures(this.database);
  }

  create(contact: Contact, event: AuditEvent): Promise<boolean> {
    return createContact(this.database, contact, event);
  }

  async save(contact: Contact, event: AuditEvent): Promise<boolean> {
    const place = { step: 'contact.save', of: contacts };
    try {
      return await updateOnce(this.database, place, {
        filter: { _id: contact.id, revision: contact.revision - 1, state: live },
        changes: contactPaths(contact),
        leaves: [await LeafMaker.of(this.database).make(event)],
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    }
  }

  async find(id: ContactId): Promise<Contact | null> {
    const [contact] = await this.select('contact.find', { _id: id, state: { $ne: 'pending' } }, { limit: 1 });
    return contact ?? null;
  }

  /** Two queries instead of one with `$or`: each has an index of its own. */
  async findByPerson(keys: readonly RowId[]): Promise<readonly Contact[]> {
    const paths = ['emailKey', 'rowId'] as const;
    const found = await Promise.all(
      paths.map((path) =>
        this.select('contact.person', { [path]: { $in: keys }, state: live }, { limit: maxOfPerson }),
      ),
    );
    const byId = new Map(found.flat().map((contact) => [contact.id, contact]));
    return [...byId.values()].sort((one, other) => (one.id < other.id ? -1 : 1)).slice(0, maxOfPerson);
  }

  wasErased(rowId: RowId): Promise<boolean> {
    return wasErased(this.database, rowId);
  }

  erase(id: ContactId, at: Instant, event: AuditEvent): Promise<boolean> {
    return eraseContact(this.database, id, { at, event });
  }

  async list(filter: ContactFilter, cursor: ContactId | null, limit: number): Promise<ContactPage> {
    const filters =
      filter.ids === undefined
        ? [filter]
        : idsAfter(filter.ids, cursor, idChunkSize).map((ids) => ({ ...filter, ids }));
    const found: Contact[] = [];
    for (const each of filters) {
      const { filter: query, hint } = contactListQuery(each, cursor);
      found.push(...(await this.select('contact.list', query, { limit: limit + 1 - found.length, hint })));
      if (found.length > limit) break;
    }
    return toPage(found, limit, (contact) => contact.id);
  }

  async search(search: ContactSearch): Promise<readonly Contact[]> {
    const query = contactSearchQuery(search);
    return query === null ? [] : this.select('contact.search', query, { limit: maxFound });
  }

  /** In the order of ids. */
  private async select(
    step: string,
    query: Readonly<Record<string, unknown>>,
    options: FindOptions,
  ): Promise<Contact[]> {
    const model = this.database.model(contacts) as unknown as Model<{ readonly _id: string }>;
    const found = await this.database.run(step, () =>
      model.find(query, { record: 1 }, { ...options, sort: { _id: 1 } }).lean<ContactDocument[]>(),
    );
    return found.map(({ record }) => record).filter((record) => record !== undefined);
  }
}
