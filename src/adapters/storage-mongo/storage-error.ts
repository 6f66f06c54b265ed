// Answers for telling an engine that is away, or whose answer was lost, from a mistake of ours.
import { mongo } from 'mongoose';
import { DependencyError } from '../../shared/errors.js';

/**
 * Names, not classes: Mongoose and the driver wrap one another, and each version has classes of its own.
 * Away or in between: connections, elections, time-outs.
 */
const awayNames = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoPoolClearedOnNetworkError',
  'PoolClearedOnNetworkError',
  'MongoWaitQueueTimeoutError',
  'WaitQueueTimeoutError',
  'MongoWriteConcernError',
  'MongoOperationTimeoutError',
  'MongoExpiredSessionError',
  'MongoConnectionPoolClosedError',
]);

/** Server codes: host or network away, election, shutdown, time limit, write concern, no disk. */
const awayCodes = new Set([
  6, 7, 24, 50, 63, 64, 79, 89, 91, 100, 112, 133, 134, 189, 202, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436,
  14031,
]);

const duplicateKeyCode = 11_000;

interface DriverError {
  readonly name?: unknown;
  readonly code?: unknown;
}

/** Whether waiting may help; what was asked may have been done or not. */
export function isAway(error: unknown): boolean {
  if (error instanceof mongo.MongoBulkWriteError) return isManyAway(error);
  const { name, code } = (error ?? {}) as DriverError;
  if (typeof name === 'string' && awayNames.has(name)) return true;
  if (error instanceof mongo.MongoNetworkError) return true;
  return error instanceof mongo.MongoServerError && typeof code === 'number' && awayCodes.has(code);
}

/** A command of many documents wraps what became of all of them: a lost connection, or a majority that did not answer. */
function isManyAway({ errorResponse, result }: mongo.MongoBulkWriteError): boolean {
  if (result.getWriteConcernError() !== undefined) return true;
  const cause: unknown = errorResponse;
  return cause instanceof Error && isAway(cause);
}

/** Somebody inserted the same key: decided by reading, never by this answer alone (R18). */
export function isDuplicateKey(error: unknown): boolean {
  return ((error ?? {}) as DriverError).code === duplicateKeyCode;
}

/** A DependencyError where waiting may help; else the error itself. The driver's words may hold hosts: only its name is kept. */
export function storageError(error: unknown): Error {
  if (!isAway(error)) return error instanceof Error ? error : new Error('the driver threw no error', { cause: error });
  const { name, code } = error as DriverError;
  const what = typeof code === 'number' ? String(code) : String(name);
  return new DependencyError('STORAGE_UNAVAILABLE', `the database does not answer (${what})`, { cause: error });
}
