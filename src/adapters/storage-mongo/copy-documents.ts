// Answers for the document that each copied record becomes, as the stores themselves would have written it.
import type { CopiedLeaf, CopiedPerson, CopiedRecords, CopyKind } from '../../ports/store-copy.port.js';
import { InvariantError } from '../../shared/errors.js';
import type { RowId } from '../../shared/ids.js';
import { rejectKeys } from '../../shared/reject-keys.js';
import { contactPaths } from './contact-columns.js';
import { copiedTouch } from './copied-touch.js';
import { openSecret, sealSecret } from './leaf-secret.js';
import type { MongoCollection, MongoDocument } from './mongo-collection.js';
import { accounts, type AccountDocument } from './schemas/accounts.schema.js';
import { auditLeaves, type AuditLeafDocument } from './schemas/audit-leaves.schema.js';
import { campaigns, type CampaignDocument } from './schemas/campaigns.schema.js';
import { contacts, erasedRows, type ContactDocument } from './schemas/contacts.schema.js';
import { gateRows, type GateRowDocument } from './schemas/gate-rows.schema.js';
import { idempotency, type IdempotencyDocument } from './schemas/idempotency.schema.js';
import { importRejects, imports, type ImportDocument, type ImportRejectDocument } from './schemas/imports.schema.js';
import { ledgerRows, type LedgerDocument, type LedgerRowDocument } from './schemas/ledger-rows.schema.js';
import { lias, type LiaDocument } from './schemas/lias.schema.js';
import { permits, type PermitDocument } from './schemas/permits.schema.js';
import { screenings, type ScreeningDocument } from './schemas/screenings.schema.js';
import { subjectKeys, type SubjectKeyDocument } from './schemas/subject-keys.schema.js';
import { touches } from './schemas/touches.schema.js';
import { storedRecord } from './stored-record.js';

interface CopyDocuments<K extends CopyKind, D extends MongoDocument = MongoDocument> {
  readonly of: MongoCollection<D>;
  /** Which documents of the collection are of this kind; all where it is left out. */
  readonly where?: Readonly<Record<string, unknown>>;
  readonly toDocument: (record: CopiedRecords[K]) => D;
}

/** Nothing has been written yet that would have to know itself again. */
const unwritten = { lastWrites: [] } as const;

function leafDocument({ number, id, secret, ...leaf }: CopiedLeaf): AuditLeafDocument {
  const document = { _id: number, leafId: id, ...leaf, leafHash: Buffer.from(leaf.leafHash) };
  if (secret === null) return document;
  const { subject, key, salt, payload } = secret;
  if (subject !== null && key === null) throw new InvariantError('AUDIT_LOG_BROKEN', `leaf ${number} has lost its key`);
  const plain = { salt: Buffer.from(salt).toString('hex'), payload };
  return { ...document, secret: sealSecret(plain, id, key), ...(subject === null ? {} : { subject }) };
}

/** @throws InvariantError where the secret cannot be opened. */
export function openLeaf(found: AuditLeafDocument, keyOf: ReadonlyMap<RowId, Uint8Array>): CopiedLeaf {
  const { _id: number, leafId: id, type, at, leafHash, leafJson, subject, secret: sealed } = found;
  const leaf = { number, id, type, at, leafHash: Buffer.from(leafHash), leafJson };
  if (sealed === undefined) return { ...leaf, secret: null };
  const key = subject === undefined ? null : (keyOf.get(subject) ?? null);
  const opened = subject !== undefined && key === null ? null : openSecret(sealed, id, key);
  if (opened === null) throw new InvariantError('AUDIT_LOG_BROKEN', `the payload of leaf ${number} cannot be opened`);
  const { salt, payload } = opened;
  return { ...leaf, secret: { subject: subject ?? null, key, salt: Buffer.from(salt, 'hex'), payload } };
}

/** Each row of a merged person has its own copy of the suppression; the one of the row that stays has the highest number. */
function rowDocument({ id, mergedInto, suppression, suppressionNumber, ...row }: CopiedPerson): LedgerRowDocument {
  return {
    _id: id,
    ...row,
    suppressionNumber,
    ...(suppression === null ? {} : { suppression: { ...suppression, number: suppressionNumber } }),
    // Within one transaction of the source: a merge there is never half done.
    ...(mergedInto === null ? {} : { mergedInto, carried: true }),
  };
}

function gateDocument({ key, isClosed, suppression, suppressionNumber }: CopiedRecords['gate']): GateRowDocument {
  return { _id: key, isClosed, suppressionNumber, ...(suppression === null ? {} : { suppression }) };
}

function contactDocument(contact: CopiedRecords['contact']): ContactDocument {
  return { _id: contact.id, ...contactPaths(contact).$set, ...unwritten } as unknown as ContactDocument;
}

function accountDocument({ account, keys }: CopiedRecords['account']): AccountDocument {
  const stored = keys.map(({ id, secretHash, createdAt, revokedAt }) => ({ id, secretHash, createdAt, revokedAt }));
  return { _id: account.id, record: storedRecord(account), keys: stored, ...unwritten };
}

function campaignDocument(campaign: CopiedRecords['campaign']): CampaignDocument {
  const { id, revision, state, launchedAt } = campaign;
  return { _id: id, revision, state, launchedAt, record: storedRecord(campaign), ...unwritten };
}

function liaDocument(lia: CopiedRecords['lia']): LiaDocument {
  return { _id: lia.id, revision: lia.revision, record: storedRecord(lia), ...unwritten };
}

function screeningDocument(screening: CopiedRecords['screening']): ScreeningDocument {
  const { id, phoneKey, screenedAt, recordedAt } = screening;
  return { _id: id, phoneKey, screenedAt, recordedAt, record: storedRecord(screening), ...unwritten };
}

function permitDocument(permit: CopiedRecords['permit']): PermitDocument {
  const { id, contactId, issuedTo, issuedAt, expiresAt, outcome, outcomeAt } = permit;
  const paths = { contactId, issuedTo, issuedAt, expiresAt, outcome, outcomeAt };
  return { _id: id, ...paths, record: storedRecord(permit), ...unwritten };
}

function importDocument(record: CopiedRecords['import']): ImportDocument {
  const { id, state, read, createdAt } = record;
  return { _id: id, state, read, createdAt, record: storedRecord(record), ...unwritten };
}

function rejectDocument({ importId, line, code, message, record }: CopiedRecords['reject']): ImportRejectDocument {
  const keys = rejectKeys(record);
  const document = { _id: `${importId}:${line}`, importId, line, code, message, record };
  return keys.length === 0 ? document : { ...document, keys };
}

function replyDocument({ accountId, key, status, body, ...reply }: CopiedRecords['reply']): IdempotencyDocument {
  const answer = status === null || body === null ? {} : { status, body };
  return { _id: `${accountId}:${key}`, token: '', ...reply, ...answer };
}

function kind<K extends CopyKind, D extends MongoDocument>(documents: CopyDocuments<K, D>): CopyDocuments<K> {
  return documents as unknown as CopyDocuments<K>;
}

const rowsOnly = { pointerTo: { $exists: false } };
const pointersOnly = { pointerTo: { $exists: true } };

export const copyDocuments: { readonly [K in CopyKind]: CopyDocuments<K> } = {
  subjectKey: kind<'subjectKey', SubjectKeyDocument>({
    of: subjectKeys,
    toDocument: ({ id, key }) => ({ _id: id, key: Buffer.from(key) }),
  }),
  leaf: kind({ of: auditLeaves, toDocument: leafDocument }),
  person: kind({ of: ledgerRows, where: rowsOnly, toDocument: rowDocument }),
  pointer: kind<'pointer', LedgerDocument>({
    of: ledgerRows as unknown as MongoCollection<LedgerDocument>,
    where: pointersOnly,
    toDocument: ({ id, rowId }) => ({ _id: id, pointerTo: rowId }),
  }),
  gate: kind({ of: gateRows, toDocument: gateDocument }),
  erasedRow: kind({ of: erasedRows, toDocument: ({ id }) => ({ _id: id }) }),
  account: kind({ of: accounts, toDocument: accountDocument }),
  lia: kind({ of: lias, toDocument: liaDocument }),
  campaign: kind({ of: campaigns, toDocument: campaignDocument }),
  contact: kind({ of: contacts, toDocument: contactDocument }),
  touch: kind({ of: touches, toDocument: copiedTouch }),
  screening: kind({ of: screenings, toDocument: screeningDocument }),
  permit: kind({ of: permits, toDocument: permitDocument }),
  import: kind({ of: imports, toDocument: importDocument }),
  reject: kind({ of: importRejects, toDocument: rejectDocument }),
  reply: kind({ of: idempotency, toDocument: replyDocument }),
};
