// Answers for appending audit leaves inside the transaction of their effect, and for erasing what is personal in them.
import type { Database } from 'better-sqlite3';
import { leafHash } from '../../merkle/leaf-hash.js';
import { buildLeaf, leafJson, type AuditEvent, type LeafSecrets } from '../../shared/audit-leaf.js';
import { canonicalJson } from '../../shared/canonical-json.js';
import { InvariantError } from '../../shared/errors.js';
import type { RowId } from '../../shared/ids.js';
import { personRowsQuery } from './person-rows-query.js';
import { RandomPool } from './random-pool.js';

const saltBytes = 16;
const subjectKeyBytes = 32;

interface LeafSubject {
  readonly rowId: RowId;
  /** How many leaves the row itself has, this one included; null where it is not one of them. */
  readonly seq: number | null;
  readonly countBefore: number;
  readonly key: Uint8Array;
  readonly isNewKey: boolean;
}

export class LeafWriter {
  private readonly statements;
  private readonly random = new RandomPool();
  /** The number of the next leaf in this transaction. */
  private next: number | null = null;

  constructor(db: Database) {
    this.statements = {
      find: db.prepare<[string], { number: number }>('SELECT number FROM leaves WHERE id = ?'),
      head: db.prepare<[], { next: number }>('SELECT coalesce(max(number) + 1, 0) AS next FROM leaves'),
      insert: db.prepare('INSERT INTO leaves VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING'),
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

  /** The head is read once a transaction, never kept longer: commands write beside the service. */
  forgetHead(): void {
    this.next = null;
  }

  /**
   * Only inside a transaction. @param isOfRow of an effect on the subject's ledger row: only those are counted (R23).
   * @returns the leaf's number; that of the first one where the id is in the log already.
   */
  append(event: AuditEvent, isOfRow: boolean): number {
    const number = this.next ?? this.readHead();
    const subject = event.subject === undefined ? null : this.nextOf(event.subject, isOfRow);
    const secrets = this.secretsOf(event, subject);
    const payload = event.payload === undefined ? null : canonicalJson(event.payload);
    const text = leafJson(buildLeaf(event, secrets, payload));
    const hash = leafHash(Buffer.from(text, 'utf8'));
    if (this.statements.insert.run(number, event.id, event.type, event.at, hash, text).changes === 0) {
      return this.numberOf(event.id);
    }
    this.next = number + 1;
    if (subject !== null) this.keep(subject);
    if (payload !== null) this.statements.payload.run(number, event.subject ?? null, secrets.salt, payload);
    return number;
  }

  private readHead(): number {
    const next = this.statements.head.get()?.next;
    if (next === undefined) throw new InvariantError('AUDIT_LOG_BROKEN', 'the log has no head');
    return next;
  }

  private numberOf(id: string): number {
    const known = this.statements.find.get(id);
    if (known === undefined) throw new InvariantError('AUDIT_LOG_BROKEN', 'a leaf was neither taken nor known');
    return known.number;
  }

  private secretsOf({ payload }: AuditEvent, subject: LeafSubject | null): LeafSecrets {
    return {
      ...(payload === undefined ? {} : { salt: this.random.take(saltBytes) }),
      ...(subject === null
        ? {}
        : { subjectKey: subject.key, ...(subject.seq === null ? {} : { subjectSeq: subject.seq }) }),
    };
  }

  /** A person's first leaf, and the first after an erasure, get a new key. */
  private nextOf(rowId: RowId, isOfRow: boolean): LeafSubject {
    const row = this.statements.subject.get(rowId);
    const countBefore = row?.leaf_count ?? 0;
    const known = row?.subject_key ?? null;
    const key = known ?? this.random.take(subjectKeyBytes);
    return { rowId, seq: isOfRow ? countBefore + 1 : null, countBefore, key, isNewKey: known === null };
  }

  private keep({ rowId, seq, countBefore, key, isNewKey }: LeafSubject): void {
    if (isNewKey) this.statements.key.run(rowId, key, seq ?? countBefore);
    else if (seq !== null) this.statements.count.run(seq, rowId);
  }
}

/** Destroys payloads, salts and commitment keys of a person, merged rows included; leaves and their numbers stay (G18). */
export function eraseSubject(tx: { readonly db: Database }, rowId: RowId): void {
  const inPerson = 'row_id IN (SELECT id FROM person)';
  tx.db.prepare(`WITH RECURSIVE ${personRowsQuery} DELETE FROM leaf_payloads WHERE ${inPerson}`).run({ rowId });
  const forgetKey = `UPDATE leaf_subjects SET subject_key = NULL WHERE ${inPerson}`;
  tx.db.prepare(`WITH RECURSIVE ${personRowsQuery} ${forgetKey}`).run({ rowId });
}
