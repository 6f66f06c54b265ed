// Answers for the branded identifiers: opaque strings that cannot be mistaken for one another.
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

export type Brand<T, Name extends string> = T & { readonly __brand: Name };

export type ContactId = Brand<string, 'ContactId'>;
export type SourceId = Brand<string, 'SourceId'>;
export type ImportId = Brand<string, 'ImportId'>;
export type LiaId = Brand<string, 'LiaId'>;
export type CampaignId = Brand<string, 'CampaignId'>;
export type SuppressionId = Brand<string, 'SuppressionId'>;
export type ScreeningId = Brand<string, 'ScreeningId'>;
export type PermitId = Brand<string, 'PermitId'>;
export type AccountId = Brand<string, 'AccountId'>;
export type KeyId = Brand<string, 'KeyId'>;
export type LeafId = Brand<string, 'LeafId'>;
/** `_id` of a person's ledger row: the keyed digest of the first email address the person was known by. Hex, 64 characters. */
export type RowId = Brand<string, 'RowId'>;
/** Id of a gate row: a keyed digest of a domain or phone number, or `lia:<id>`, `campaign:<id>`, `installation`. */
export type GateKey = Brand<string, 'GateKey'>;
/** Made from row id, campaign and step (R23), so a re-import or a second contact of the same person meets the same touch. */
export type TouchId = Brand<string, 'TouchId'>;
/** One life of one process of the installation. */
export type ProcessId = Brand<string, 'ProcessId'>;
/** A fresh random token for each try to send; never derived from the job (R2). */
export type AttemptToken = Brand<string, 'AttemptToken'>;

/** A new id, sortable by creation time (UUID version 7, RFC 9562). */
export function newId<T extends Brand<string, string>>(): T {
  return v7() as T;
}

/** This process, for as long as it lives; a restart is another one. */
export const processId = randomBytes(8).toString('hex') as ProcessId;

/** Names the process that makes the try, so that others can see whether it is still at it (R8). */
export function newAttemptToken(): AttemptToken {
  return `${processId}.${randomBytes(16).toString('hex')}` as AttemptToken;
}

export function processOf(attempt: AttemptToken): ProcessId {
  return attempt.slice(0, attempt.indexOf('.')) as ProcessId;
}
