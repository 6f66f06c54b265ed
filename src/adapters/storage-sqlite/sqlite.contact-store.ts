// Answers for contacts in SQLite: one JSON document each, beside the columns they are found by.
import { Injectable } from '@nestjs/common';
import { ContactStore } from '../../ports/contact-store.port.js';
import type { Contact, ContactFilter, ContactPage, ContactSearch } from '../../ports/contact-store.port.js';
import { emptied } from '../../ports/emptied.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { ContactId, RowId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { contactColumns } from './contact-columns.js';
import { contactListQuery } from './contact-list-query.js';
import { contactSearchQuery } from './contact-search-query.js';
import { parseDocument, parseDocuments } from './document-row.js';
import { eraseContactTraces } from './erase-contact-traces.js';
import { idsAfter } from '../../shared/ids-after.js';
import { eraseSubject } from './leaf-writer.js';
import { personRowsQuery } from './person-rows-query.js';
import { SqliteDatabase } from './sqlite-database.js';
import { toPage } from '../../shared/to-page.js';
import { truncateLog } from './truncate-log.js';

const idChunkSize = 500;

const insertSql = `
  INSERT INTO contacts VALUES
    (@id, @revision, @state, @rowId, @emailKey, @importId, @country, @jobTitle, @organisation, @document)
  ON CONFLICT DO NOTHING`;

// OR IGNORE: an email key that another live contact holds makes it no change, like a wrong revision.
const updateSql = `
  UPDATE OR IGNORE contacts SET revision = @revision, state = @state, row_id = @rowId, email_key = @emailKey,
    import_id = @importId, country = @country, job_title = @jobTitle, organisation = @organisation, document = @document
  WHERE id = @id AND revision = @revision - 1 AND state <> 'erased'`;

const byPersonSql = `
  SELECT document FROM contacts WHERE state <> 'erased' AND id IN (
    SELECT id FROM contacts WHERE email_key IN (SELECT value FROM json_each(@keys))
    UNION SELECT id FROM contacts WHERE row_id IN (SELECT value FROM json_each(@keys))
  ) ORDER BY id LIMIT 20`;

const erasedSql = `
  WITH RECURSIVE ${personRowsQuery}
  SELECT 1 FROM erased_rows JOIN person ON row_id = person.id LIMIT 1`;

@Injectable()
export class SqliteContactStore extends ContactStore {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  create(contact: Contact, event: AuditEvent): Promise<boolean> {
    return this.database.write((tx) => {
      // Looked at again in the same operation: an erasure may have ended since the caller looked (P7).
      if (this.isErased(contact.rowId)) return false;
      if (this.database.prepare(insertSql).run(contactColumns(contact)).changes === 0) return false;
      this.writePhoneKeys(contact);
      tx.appendLeaf(event);
      return true;
    });
  }

  save(contact: Contact, event: AuditEvent): Promise<boolean> {
    return this.database.write((tx) => {
      if (this.database.prepare(updateSql).run(contactColumns(contact)).changes === 0) return false;
      this.database.prepare('DELETE FROM contact_phone_keys WHERE contact_id = ?').run(contact.id);
      this.writePhoneKeys(contact);
      tx.appendLeaf(event);
      return true;
    });
  }

  find(id: ContactId): Promise<Contact | null> {
    return Promise.resolve(this.read(id));
  }

  findByPerson(keys: readonly RowId[]): Promise<readonly Contact[]> {
    const rows = this.database.prepare(byPersonSql).all({ keys: JSON.stringify(keys) });
    return Promise.resolve(parseDocuments<Contact>(rows));
  }

  wasErased(rowId: RowId): Promise<boolean> {
    return Promise.resolve(this.isErased(rowId));
  }

  private isErased(rowId: RowId): boolean {
    return this.database.prepare(erasedSql).get({ rowId }) !== undefined;
  }

  async erase(id: ContactId, at: Instant, event: AuditEvent): Promise<boolean> {
    const isErased = await this.database.write((tx) => {
      const contact = this.read(id);
      if (contact === null || contact.state === 'erased') return false;
      eraseContactTraces(this.database, contact);
      this.database.prepare(updateSql).run(contactColumns(emptied(contact, at)));
      // The leaf goes first, so that its own payload and commitment key are destroyed with all others of the person.
      tx.appendLeaf(event);
      eraseSubject(tx, contact.rowId);
      return true;
    });
    if (isErased) truncateLog(this.database.db);
    return isErased;
  }

  list(filter: ContactFilter, cursor: ContactId | null, limit: number): Promise<ContactPage> {
    const filters =
      filter.ids === undefined
        ? [filter]
        : idsAfter(filter.ids, cursor, idChunkSize).map((ids) => ({ ...filter, ids }));
    const found: Contact[] = [];
    for (const each of filters) {
      const { sql, values } = contactListQuery(each, cursor, limit + 1 - found.length);
      found.push(...parseDocuments<Contact>(this.database.prepare(sql).all(...values)));
      if (found.length > limit) break;
    }
    return Promise.resolve(toPage(found, limit, (contact) => contact.id));
  }

  search(search: ContactSearch): Promise<readonly Contact[]> {
    const query = contactSearchQuery(search);
    const rows = query === null ? [] : this.database.prepare(query.sql).all(...query.values);
    return Promise.resolve(parseDocuments<Contact>(rows));
  }

  private read(id: ContactId): Contact | null {
    return parseDocument<Contact>(this.database.prepare('SELECT document FROM contacts WHERE id = ?').get(id));
  }

  private writePhoneKeys(contact: Contact): void {
    const insert = this.database.prepare('INSERT INTO contact_phone_keys VALUES (?, ?) ON CONFLICT DO NOTHING');
    for (const phoneKey of contact.phoneKeys) insert.run(phoneKey, contact.id);
  }
}
