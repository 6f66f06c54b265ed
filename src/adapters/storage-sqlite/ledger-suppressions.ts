// Answers for the record of a suppression that stands, beside the row or gate row that it closes.
import type { GateKey, RowId, SuppressionId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import {
  ownWishes,
  type NewSuppression,
  type Suppression,
  type SuppressionCause,
} from '../../ports/touch-ledger.port.js';
import { personRowsQuery } from './person-rows-query.js';
import type { SqliteDatabase } from './sqlite-database.js';

interface SuppressionRow {
  readonly id: SuppressionId;
  readonly kind: Suppression['kind'];
  readonly key: RowId | GateKey;
  readonly cause: SuppressionCause;
  readonly received_at: Instant;
  readonly effective_at: Instant;
  readonly note: string | null;
  readonly domain: string | null;
  readonly number: number;
}

export function suppressionFrom(row: SuppressionRow): Suppression {
  const { received_at: receivedAt, effective_at: effectiveAt, ...rest } = row;
  return { ...rest, receivedAt, effectiveAt };
}

export function findSuppression(database: SqliteDatabase, id: SuppressionId): Suppression | null {
  const row = database.prepare('SELECT * FROM suppressions WHERE id = ?').get(id) as SuppressionRow | undefined;
  return row === undefined ? null : suppressionFrom(row);
}

export function listSuppressions(database: SqliteDatabase, cursor: string | null, limit: number): Suppression[] {
  const sql = 'SELECT * FROM suppressions WHERE id > ? ORDER BY id LIMIT ?';
  return (database.prepare(sql).all(cursor ?? '', limit) as SuppressionRow[]).map(suppressionFrom);
}

/**
 * The first suppression of a row keeps its id; a repeat raises the number, and a person's own wish replaces a technical
 * cause, so that nobody lifts an objection as if it were a wrong address.
 */
export function standingSuppression(
  standing: Suppression | null,
  asked: NewSuppression,
  now: Suppression,
): Suppression {
  if (standing === null) return { ...asked, ...now };
  const isStronger = ownWishes.includes(asked.cause) && !ownWishes.includes(standing.cause);
  const { cause, receivedAt, note } = isStronger ? asked : standing;
  return { ...standing, cause, receivedAt, note, number: now.number };
}

export function removeSuppression(database: SqliteDatabase, id: SuppressionId): void {
  database.prepare('DELETE FROM suppressions WHERE id = ?').run(id);
}

/** The one that stands on any row of a person whose rows were merged (R22). */
export function suppressionOfPerson(database: SqliteDatabase, rowId: RowId): Suppression | null {
  const sql = `WITH RECURSIVE ${personRowsQuery} SELECT suppressions.* FROM person
    JOIN ledger_rows ON ledger_rows.id = person.id JOIN suppressions ON suppressions.id = suppression_id LIMIT 1`;
  const row = database.prepare(sql).get({ rowId }) as SuppressionRow | undefined;
  return row === undefined ? null : suppressionFrom(row);
}

/** Over all rows of the person: a number that was lifted on one of them is not given again on another (R11, R15). */
export function highestNumberOfPerson(database: SqliteDatabase, rowId: RowId): number {
  const sql = `WITH RECURSIVE ${personRowsQuery} SELECT max(suppression_number) FROM person
    JOIN ledger_rows ON ledger_rows.id = person.id`;
  return database.prepare(sql).pluck().get({ rowId }) as number;
}

export function storeSuppression(database: SqliteDatabase, suppression: Suppression): void {
  const sql = `INSERT INTO suppressions
    VALUES (@id, @kind, @key, @cause, @receivedAt, @effectiveAt, @note, @domain, @number)
    ON CONFLICT DO UPDATE SET key = excluded.key, cause = excluded.cause, received_at = excluded.received_at,
      note = excluded.note, number = excluded.number`;
  database.prepare(sql).run(suppression);
}
