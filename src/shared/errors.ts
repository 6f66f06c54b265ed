// Answers for the register of every error code; docs/reference/errors.md is generated from it.

/** HTTP status per code of an error that the caller must mend. */
export const inputCodes = {
  INVALID_INPUT: { status: 422, title: 'The request is not valid' },
  UNKNOWN_FIELD: { status: 422, title: 'The request has a field that does not exist' },
  NOT_CSV: { status: 422, title: 'The body is not a CSV file' },
  TEMPLATE_INVALID: { status: 422, title: 'The template cannot be read' },
  TEMPLATE_SLOT_MISSING: { status: 422, title: 'The template lacks a mandatory part' },
  FIELD_NOT_ASSESSED: { status: 422, title: 'The assessment does not cover this field' },
  REVIEW_TOO_LATE: { status: 422, title: 'The next review is more than 12 months ahead' },
  IDEMPOTENCY_MISMATCH: { status: 422, title: 'This idempotency key was used with another request' },
  UNAUTHENTICATED: { status: 401, title: 'A valid key is needed' },
  FORBIDDEN: { status: 403, title: 'The key may not do this' },
  APPROVAL_FORBIDDEN: { status: 403, title: 'This account may not approve this assessment' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  NOT_ACCEPTABLE: { status: 406, title: 'None of the accepted formats is available' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This path does not take this method' },
  WRONG_STATE: { status: 409, title: 'The state does not allow this' },
  LIA_NOT_IN_FORCE: { status: 409, title: 'The assessment is not in force' },
  CONTACT_ERASED: { status: 409, title: 'This person was erased and stays out' },
  CONFLICT: { status: 409, title: 'Somebody else changed this at the same time' },
  IN_PROGRESS: { status: 409, title: 'The same request is being worked on' },
  TOO_LARGE: { status: 413, title: 'The body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The content type is not supported' },
  TOO_MANY_FAILURES: { status: 429, title: 'Too many wrong keys or tokens' },
} as const;

export const dependencyCodes = {
  STORAGE_UNAVAILABLE: { title: 'The store does not answer' },
  QUEUE_UNAVAILABLE: { title: 'The queue does not answer' },
  SMTP_UNAVAILABLE: { title: 'The mail relay does not answer' },
  SHUTTING_DOWN: { title: 'The service is shutting down' },
} as const;

export const invariantCodes = {
  INTERNAL: { title: 'An error of ours' },
  AUDIT_LOG_BROKEN: { title: 'The audit log does not fit itself' },
  LEDGER_BROKEN: { title: 'The ledger does not fit itself' },
} as const;

export type InputCode = keyof typeof inputCodes;
export type DependencyCode = keyof typeof dependencyCodes;
export type InvariantCode = keyof typeof invariantCodes;

/** One wrong field of an input: a path such as `steps[0].subject`, never its value. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** The caller must change the request. Messages carry field names and ids, never personal data. */
export class InputError extends Error {
  override readonly name = 'InputError';
  constructor(
    readonly code: InputCode,
    message: string,
    readonly errors: readonly FieldError[] = [],
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** The gate said no to one touch that the caller asked for: 409, the code of the first reason, and the verdict (api: call permits). */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  constructor(
    readonly code: string,
    message: string,
    /** The verdict as it is shown outside. */
    readonly verdict: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

/** Something we depend on is away: wait and try again. */
export class DependencyError extends Error {
  override readonly name = 'DependencyError';
  constructor(
    readonly code: DependencyCode,
    message: string,
    options?: { cause: unknown },
  ) {
    super(message, options);
  }
}

/** We are wrong: stop sending and say so. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
  constructor(
    readonly code: InvariantCode,
    message: string,
    options?: { cause: unknown },
  ) {
    super(message, options);
  }
}

/** A configuration or start condition that makes running unsafe; the process exits 1 with this one line. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';
}

export function notFound(what: string): InputError {
  return new InputError('NOT_FOUND', `${what} does not exist`);
}

export function invalidField(field: string, message: string, code = 'INVALID'): InputError {
  return new InputError('INVALID_INPUT', `${field}: ${message}`, [{ field, code, message }]);
}
