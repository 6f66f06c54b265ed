// Answers for the shape of every error reply: a problem document (RFC 9457) that tells nothing about us or a person.
import type { FieldError } from '../shared/errors.js';

export const problemType = 'application/problem+json';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
  readonly [member: string]: unknown;
}

/** The problem and the headers that belong to it. */
export interface ProblemReply {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ProblemParts {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly extra?: Readonly<Record<string, unknown>>;
}

export function problemOf(parts: ProblemParts, requestId: string): Problem {
  const { status, code, title, detail, errors = [], extra = {} } = parts;
  return {
    type: `urn:fairknock:problem:${code}`,
    title,
    status,
    detail,
    code,
    requestId,
    ...(errors.length === 0 ? {} : { errors }),
    ...extra,
  };
}
