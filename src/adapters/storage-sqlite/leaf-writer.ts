// Answers for appending audit leaves inside the transaction of their effect, and for erasing what is personal in them.
import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { leafHash } from '../../merkle/leaf-hash.js';
import { buildLeaf, leafJson, type AuditEvent, type LeafSecrets } from '../../shared/audit-leaf.js';
import { canonicalJson } from '../../shared/canonical-json.js';
import { InvariantError } from '../../shared/errors.js';
import type { RowId } from '../../shared/ids.js';
import { personRowsQuery } from './person-rows-query.js';

const saltBytes = 16;
const subjectKeyBytes = 32;

export class LeafWriter {
  private readonly statements;

  constructor(db: Database) {
    this.statements = {
      find: db.prepare<[string], { number: number }>('SELECT number FROM leaves WHERE id = ?'),
      head: db.prepare<[], { next: number }>('SELECT coalesce(max(number) + 1, 0) AS next FROM leaves'),
      insert: db.prepare('INSERT INTO leaves VALUES (?, ?, ?, ?, ?, ?)'),
      payload: db.prepare('INSERT INTO leaf_payloads VALUES (?, ?, ?, ?)'),
      subject: db.prepare<[string, Buffer], { subject_key: Buffer; leaf_count: number }>(
        `INSERT INTO leaf_subjects VALUES (?, ?, 1)
         ON CONFLICT DO UPDATE SET leaf_count = leaf_count + 1, subject_key = coalesce(subject_key, excluded.subject_key)
         RETURNING subject_key, leaf_count`,
      ),
    };
  }

  /** Only inside a transaction. @returns the leaf's number; that of the first one where the id is in the log already. */
  append(event: AuditEvent): number {
    const known = this.statements.find.get(event.id);
    if (known !== undefined) return known.number;
    // Read in the transaction, never kept: another process may have written since (commands run beside the service).
    const number = this.statements.head.get()?.next;
    if (number === undefined) throw new InvariantError('AUDIT_LOG_BROKEN', 'the log has no head');
    const secrets = this.secrets(event);
    const text = leafJson(buildLeaf(event, secrets));
    this.statements.insert.run(number, event.id, event.type, event.at, leafHash(Buffer.from(text, 'utf8')), text);
    if (event.payload !== undefined && secrets.salt !== undefined) {
      this.statements.payload.run(number, event.subject ?? null, secrets.salt, canonicalJson(event.payload));
    }
    return number;
  }

  private secrets({ subject, payload }: AuditEvent): LeafSecrets {
    const salt = payload === undefined ? {} : { salt: randomBytes(saltBytes) };
    if (subject === undefined) return salt;
    const row = this.statements.subject.get(subject, randomBytes(subjectKeyBytes));
    if (row === undefined) throw new InvariantError('AUDIT_LOG_BROKEN', 'a subject has no key');
    return { ...salt, subjectKey: row.subject_key, subjectSeq: row.leaf_count };
  }
}

/** Destroys payloads, salts and commitment keys of a person, merged rows included; leaves and their numbers stay (G18). */
export function eraseSubject(tx: { readonly db: Database }, rowId: RowId): void {
  const inPerson = 'row_id IN (SELECT id FROM person)';
  tx.db.prepare(`WITH RECURSIVE ${personRowsQuery} DELETE FROM leaf_payloads WHERE ${inPerson}`).run({ rowId });
  const forgetKey = `UPDATE leaf_subjects SET subject_key = NULL WHERE ${inPerson}`;
  tx.db.prepare(`WITH RECURSIVE ${personRowsQuery} ${forgetKey}`).run({ rowId });
}
