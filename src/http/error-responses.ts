// Answers for which error replies a route has, as the OpenAPI document lists them.
import { inputCodes } from '../shared/errors.js';
import type { RouteAccess } from './route-access.js';

/** What of an operation decides its errors. */
export interface OperationTraits {
  readonly access: RouteAccess;
  readonly hasBody: boolean;
  readonly hasParameters: boolean;
}

const describedBy: Readonly<Record<number, string>> = {
  ...Object.fromEntries(Object.values(inputCodes).map(({ status, title }) => [status, title])),
  409: 'The state, another request at the same time, or an idempotency key in use does not allow this',
  422: 'The request is not valid; `errors` names every field',
  500: 'An error of ours',
  503: 'The store or the mail relay does not answer, or the service is shutting down; see Retry-After',
};

const rules: readonly (readonly [number, (traits: OperationTraits) => boolean])[] = [
  [401, ({ access }) => !access.isPublic],
  [403, ({ access }) => !access.isPublic],
  [404, ({ access }) => access.path.includes(':')],
  [409, ({ access }) => access.method !== 'GET' && !access.isPublic],
  [413, ({ hasBody }) => hasBody],
  [415, ({ hasBody }) => hasBody],
  [422, ({ hasBody, hasParameters }) => hasBody || hasParameters],
  [429, ({ access }) => !access.isPublic || access.path.includes(':')],
  [500, () => true],
  [503, () => true],
];

export function errorResponses(traits: OperationTraits): Record<string, object> {
  const usual = rules.filter(([, applies]) => applies(traits)).map(([status]) => status);
  const statuses = new Set([...usual, ...traits.access.alsoAnswers]);
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    [...statuses].map((status) => [String(status), { description: describedBy[status] ?? 'An error', content }]),
  );
}
