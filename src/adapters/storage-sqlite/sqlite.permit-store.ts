// Answers for call permits and their outcomes in SQLite.
import { Injectable } from '@nestjs/common';
import { PermitStore } from '../../ports/permit-store.port.js';
import type { CallOutcome, CallPermit } from '../../ports/permit-store.port.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { AccountId, ContactId, PermitId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { SqliteDatabase } from './sqlite-database.js';

const insertSql = `
  INSERT INTO permits VALUES
    (@id, @contactId, @issuedTo, @issuedAt, @expiresAt, @outcome, @outcomeAt, @document)`;

const outstandingSql = `
  SELECT document, outcome, outcome_at AS outcomeAt FROM permits
  WHERE issued_to = ? AND expires_at <= ? AND outcome IS NULL ORDER BY expires_at, id LIMIT 20`;

interface PermitRow {
  readonly document: string;
  readonly outcome: CallOutcome | null;
  readonly outcomeAt: Instant | null;
}

/** The outcome has columns of its own; the document stays as it was issued. */
function readPermitRow(row: unknown): CallPermit {
  const { document, outcome, outcomeAt } = row as PermitRow;
  return { ...(JSON.parse(document) as CallPermit), outcome, outcomeAt };
}

@Injectable()
export class SqlitePermitStore extends PermitStore {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  create(permit: CallPermit, event: AuditEvent): Promise<void> {
    const { id, contactId, issuedTo, issuedAt, expiresAt, outcome, outcomeAt } = permit;
    const document = JSON.stringify(permit);
    return this.database.write((tx) => {
      const columns = { id, contactId, issuedTo, issuedAt, expiresAt, outcome, outcomeAt, document };
      this.database.prepare(insertSql).run(columns);
      tx.appendLeaf(event);
    });
  }

  find(id: PermitId): Promise<CallPermit | null> {
    const sql = 'SELECT document, outcome, outcome_at AS outcomeAt FROM permits WHERE id = ?';
    const row = this.database.prepare(sql).get(id);
    return Promise.resolve(row === undefined ? null : readPermitRow(row));
  }

  recordOutcome(...[id, outcome, at, event]: Parameters<PermitStore['recordOutcome']>): Promise<boolean> {
    return this.database.write((tx) => {
      const sql = 'UPDATE permits SET outcome = ?, outcome_at = ? WHERE id = ? AND outcome IS NULL';
      if (this.database.prepare(sql).run(outcome, at, id).changes === 0) return false;
      tx.appendLeaf(event);
      return true;
    });
  }

  listOutstanding(accountId: AccountId, now: Instant): Promise<readonly CallPermit[]> {
    return Promise.resolve(this.database.prepare(outstandingSql).all(accountId, now).map(readPermitRow));
  }

  listByContact(contactId: ContactId): Promise<readonly CallPermit[]> {
    const sql = `SELECT document, outcome, outcome_at AS outcomeAt FROM permits
                 WHERE contact_id = ? ORDER BY issued_at, id`;
    return Promise.resolve(this.database.prepare(sql).all(contactId).map(readPermitRow));
  }
}
