// Answers for how each kind of record is read for a copy: its table, the order of its keys, and what a row becomes.
import type { Account, ApiKey } from '../../ports/account-store.port.js';
import type { CallPermit } from '../../ports/permit-store.port.js';
import type { CopiedLeaf, CopiedRecords, CopyKind } from '../../ports/store-copy.port.js';
import type { GateKey, RowId, SuppressionId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import type { DocumentRow } from './document-row.js';
import { personRow, type LedgerRow } from './ledger-rows.js';
import { findSuppression, highestNumberOfPerson } from './ledger-suppressions.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { readTouchRow, touchColumns } from './touch-row.js';

export interface CopyQuery<K extends CopyKind> {
  /** With its joins. */
  readonly from: string;
  readonly where?: string;
  readonly columns: string;
  /** Columns of its primary key: the order. */
  readonly key: readonly string[];
  readonly toRecord: (row: unknown, database: SqliteDatabase) => CopiedRecords[K];
  /** The values of `key` in this record: the cursor behind it. */
  readonly keyOf: (record: CopiedRecords[K]) => readonly (string | number)[];
}

interface LeafRow extends Omit<CopiedLeaf, 'secret'> {
  readonly subject: RowId | null;
  readonly subjectKey: Buffer | null;
  readonly salt: Buffer | null;
  readonly payload: string | null;
}

interface GateRow {
  readonly key: GateKey;
  readonly isClosed: number;
  readonly suppressionId: SuppressionId | null;
  readonly suppressionNumber: number;
}

const leafTables = `leaves LEFT JOIN leaf_payloads ON leaf_payloads.number = leaves.number
  LEFT JOIN leaf_subjects ON leaf_subjects.row_id = leaf_payloads.row_id`;
const leafColumns = `leaves.number AS number, id, type, at, leaf_hash AS leafHash, leaf AS leafJson,
  leaf_payloads.row_id AS subject, subject_key AS subjectKey, salt, payload`;

const keysSql = `
  SELECT id, account_id AS accountId, secret_hash AS secretHash, created_at AS createdAt, revoked_at AS revokedAt
  FROM api_keys WHERE account_id = ? ORDER BY created_at, id`;
const replyColumns =
  'account_id AS accountId, key, request_hash AS requestHash, started_at AS startedAt, expires_at AS expiresAt, status, body';

function toLeaf(row: unknown): CopiedLeaf {
  const { subject, subjectKey: key, salt, payload, ...leaf } = row as LeafRow;
  return { ...leaf, secret: salt === null || payload === null ? null : { subject, key, salt, payload } };
}

function toPerson(row: unknown, database: SqliteDatabase): CopiedRecords['person'] {
  const { id, suppression_leaf_count: suppressionLeafCount } = row as LedgerRow;
  const leases = database.prepare('SELECT touch_id, lease_ms FROM ledger_touches WHERE row_id = ?').raw().all(id);
  const leaseOf = new Map(leases as [string, number][]);
  const person = personRow(database, row as LedgerRow);
  // Rows of one person share their numbers here; the row that stays speaks for all.
  const highest = person.mergedInto === null ? highestNumberOfPerson(database, id) : person.suppressionNumber;
  const merged = 'SELECT id AS row, suppression_number AS number FROM ledger_rows WHERE merged_into = ? ORDER BY id';
  const count = database.prepare('SELECT leaf_count FROM leaf_subjects WHERE row_id = ?').pluck().get(id);
  return {
    ...person,
    touches: person.touches.map((touch) => ({ ...touch, leaseMs: leaseOf.get(touch.touchId) ?? database.leaseMs })),
    suppressionNumber: highest,
    suppressionLeafCount,
    mergedFrom: database.prepare(merged).all(id) as CopiedRecords['person']['mergedFrom'],
    leafCount: (count as number | undefined) ?? 0,
  };
}

function toGate(row: unknown, database: SqliteDatabase): CopiedRecords['gate'] {
  const { isClosed, suppressionId, ...gate } = row as GateRow;
  const suppression = suppressionId === null ? null : findSuppression(database, suppressionId);
  return { ...gate, isClosed: isClosed === 1, suppression };
}

function toAccount(row: unknown, database: SqliteDatabase): CopiedRecords['account'] {
  const account = JSON.parse((row as DocumentRow).document) as Account;
  return { account, keys: database.prepare(keysSql).all(account.id) as ApiKey[] };
}

function toTouch(row: unknown): CopiedRecords['touch'] {
  const { changed_at: changedAt, ...touch } = row as { readonly changed_at: Instant };
  return { ...readTouchRow(touch), changedAt };
}

function toPermit(row: unknown): CallPermit {
  const { document, outcome, outcomeAt } = row as CallPermit & DocumentRow;
  return { ...(JSON.parse(document) as CallPermit), outcome, outcomeAt };
}

/** A record that is kept whole. */
function whole<K extends 'lia' | 'campaign' | 'contact' | 'screening' | 'import'>(table: string): CopyQuery<K> {
  const toRecord = (row: unknown) => JSON.parse((row as DocumentRow).document) as CopiedRecords[K];
  return { from: table, columns: 'document', key: ['id'], toRecord, keyOf: ({ id }) => [id] };
}

/** The columns are the record. */
function plain<K extends CopyKind>(query: Omit<CopyQuery<K>, 'toRecord'>): CopyQuery<K> {
  return { ...query, toRecord: (row) => row as CopiedRecords[K] };
}

export const copyQueries: { readonly [K in CopyKind]: CopyQuery<K> } = {
  subjectKey: plain({
    from: 'leaf_subjects',
    where: 'subject_key IS NOT NULL',
    columns: 'row_id AS id, subject_key AS key',
    key: ['row_id'],
    keyOf: ({ id }) => [id],
  }),
  leaf: {
    from: leafTables,
    columns: leafColumns,
    key: ['leaves.number'],
    toRecord: toLeaf,
    keyOf: ({ number }) => [number],
  },
  person: {
    from: 'ledger_rows',
    where: 'pointer_to IS NULL',
    columns: '*',
    key: ['id'],
    toRecord: toPerson,
    keyOf: ({ id }) => [id],
  },
  pointer: plain({
    from: 'ledger_rows',
    where: 'pointer_to IS NOT NULL',
    columns: 'id, pointer_to AS rowId',
    key: ['id'],
    keyOf: ({ id }) => [id],
  }),
  gate: {
    from: 'gate_rows',
    columns: 'key, is_closed AS isClosed, suppression_id AS suppressionId, suppression_number AS suppressionNumber',
    key: ['key'],
    toRecord: toGate,
    keyOf: ({ key }) => [key],
  },
  erasedRow: plain({ from: 'erased_rows', columns: 'row_id AS id', key: ['row_id'], keyOf: ({ id }) => [id] }),
  account: {
    from: 'accounts',
    columns: 'document',
    key: ['id'],
    toRecord: toAccount,
    keyOf: ({ account }) => [account.id],
  },
  lia: whole('lias'),
  campaign: whole('campaigns'),
  contact: whole('contacts'),
  touch: {
    from: 'touches',
    columns: `${touchColumns}, changed_at`,
    key: ['id'],
    toRecord: toTouch,
    keyOf: ({ id }) => [id],
  },
  screening: whole('screenings'),
  permit: {
    from: 'permits',
    columns: 'document, outcome, outcome_at AS outcomeAt',
    key: ['id'],
    toRecord: toPermit,
    keyOf: ({ id }) => [id],
  },
  import: whole('imports'),
  reject: plain({
    from: 'import_rejects',
    columns: 'import_id AS importId, line, code, message, record',
    key: ['import_id', 'line'],
    keyOf: ({ importId, line }) => [importId, line],
  }),
  reply: plain({
    from: 'idempotency',
    columns: replyColumns,
    key: ['account_id', 'key'],
    keyOf: ({ accountId, key }) => [accountId, key],
  }),
};
