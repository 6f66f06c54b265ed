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
      // Two plain statements: one upsert with RETURNING cost 20 us more per leaf (measured, half of the leaf).
      subject: db.prepare<[string], { subject_key: Buffer | null; leaf_count: number }>(
        'SELECT subject_key, leaf_count FROM leaf_subjects WHERE row_id = ?',
      ),
      count: db.prepare('UPDATE leaf_subjects SET leaf_count = ? WHERE row_id = ?'),
      key: db.prepare(
        'INSERT INTO leaf_subjects VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET subject_key = excluded.subject_key, leaf_count = excluded.leaf_count',
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
    return { ...salt, ...this.nextOf(subject) };
  }

  /** A person's first leaf, and the first after an erasure, get a new key. */
  private nextOf(subject: RowId): { subjectKey: Uint8Array; subjectSeq: number } {
    const row = this.statements.subject.get(subject);
    const subjectSeq = (row?.leaf_count ?? 0) + 1;
    const known = row?.subject_key ?? null;
    if (known !== null) {
      this.statements.count.run(subjectSeq, subject);
      return { subjectKey: known, subjectSeq };
    }
    const subjectKey = randomBytes(subjectKeyBytes);
    this.statements.key.run(subject, subjectKey, subjectSeq);
    return { subjectKey, subjectSeq };
  }
}

/** Destroys payloads, salts and commitment keys of a person, merged rows included; leaves and their numbers stay (G18). */
export function eraseSubject(tx: { readonly db: Database }, rowId: RowId): void {
  const inPerson = 'row_id IN (SELECT id FROM person)';
  tx.db.prepare(`WITH RECURSIVE ${personRowsQuery} DELETE FROM leaf_payloads WHERE ${inPerson}`).run({ rowId });
  const forgetKey = `UPDATE leaf_subjects SET subject_key = NULL WHERE ${inPerson}`;
  tx.db.prepare(`WITH RECURSIVE ${personRowsQuery} ${forgetKey}`).run({ rowId });
}
