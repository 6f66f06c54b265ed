// Answers for which problem an error becomes: who must act decides the status (architecture, section 5).
import { HttpException } from '@nestjs/common';
import {
  DependencyError,
  dependencyCodes,
  InputError,
  inputCodes,
  InvariantError,
  invariantCodes,
  RefusedError,
  type InputCode,
} from '../shared/errors.js';
import { problemOf, type ProblemParts, type ProblemReply } from './problem.js';
import { NotReadyError } from './readiness.js';

const retryAfterSeconds = 5;

/** Statuses of the framework's own errors; what is not here is a request that cannot be read. */
const codeOfStatus: Readonly<Record<number, InputCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  413: 'TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

const detailOfCode: Readonly<Partial<Record<InputCode, string>>> = {
  NOT_FOUND: 'There is nothing at this path',
  TOO_LARGE: 'A JSON body may have at most 2 MiB',
  UNSUPPORTED_MEDIA_TYPE: 'Send application/json, or what the route documents',
  INVALID_INPUT: 'The request cannot be read: it is not well-formed',
};

function headersOf(status: number, extra: Readonly<Record<string, unknown>>): Record<string, string> {
  const { retryAfterSeconds: seconds, allow } = extra;
  return {
    ...(status === 401 ? { 'www-authenticate': 'Bearer realm="fairknock"' } : {}),
    ...(typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {}),
    ...(typeof allow === 'string' ? { allow } : {}),
  };
}

function inputParts(error: InputError): ProblemParts {
  const { status, title } = inputCodes[error.code];
  return { status, title, code: error.code, detail: error.message, errors: error.errors, extra: error.extra };
}

/** Status of an error of Nest, or of the server where it had no chance to pass it on; null for anything else. */
function frameworkStatus(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const { name, statusCode } = (error ?? {}) as { name?: unknown; statusCode?: unknown };
  return name === 'FastifyError' && typeof statusCode === 'number' ? statusCode : null;
}

function frameworkParts(ofFramework: number): ProblemParts {
  const code = codeOfStatus[ofFramework] ?? 'INVALID_INPUT';
  const { status, title } = inputCodes[code];
  return { status, title, code, detail: detailOfCode[code] ?? title };
}

/** The caller asked for one touch, and the gate said no: the verdict is the answer. */
function refusedParts({ code, message, verdict }: RefusedError): ProblemParts {
  return { status: 409, title: 'The gate does not allow this', code, detail: message, extra: { verdict } };
}

function dependencyParts(error: DependencyError): ProblemParts {
  const { title } = dependencyCodes[error.code];
  const extra = { retryAfterSeconds, ...(error instanceof NotReadyError ? { parts: error.parts } : {}) };
  return { status: 503, title, code: error.code, detail: `${title}. Try again later`, extra };
}

function internalParts(code: keyof typeof invariantCodes = 'INTERNAL'): ProblemParts {
  const { title } = invariantCodes[code];
  return { status: 500, title, code, detail: 'The request was not carried out. The log knows more by the request id' };
}

function partsOf(error: unknown): ProblemParts {
  if (error instanceof InputError) return inputParts(error);
  if (error instanceof RefusedError) return refusedParts(error);
  if (error instanceof DependencyError) return dependencyParts(error);
  if (error instanceof InvariantError) return internalParts(error.code);
  const status = frameworkStatus(error);
  return status === null || status >= 500 ? internalParts() : frameworkParts(status);
}

export function toProblem(error: unknown, requestId: string): ProblemReply {
  const parts = partsOf(error);
  return { problem: problemOf(parts, requestId), headers: headersOf(parts.status, parts.extra ?? {}) };
}
