// Answers for what a suppression becomes when it is asked for: the first keeps its id, a person's own wish outweighs a technical cause.
import { ownWishes, type NewSuppression, type Suppression } from '../../ports/touch-ledger.port.js';

/** Values are never read as expressions: a note may begin with a dollar sign. */
export function literal(value: unknown): object {
  return { $literal: value };
}

/** Where the document has none: the wish itself, or what stands of the same person elsewhere (R22). */
export function firstSuppression(asked: Suppression, elsewhere: Suppression | null): Suppression {
  if (elsewhere === null) return asked;
  const isStronger = ownWishes.includes(asked.cause) && !ownWishes.includes(elsewhere.cause);
  const { cause, receivedAt, note } = isStronger ? asked : elsewhere;
  return { ...elsewhere, cause, receivedAt, note };
}

/**
 * The same as an expression of an update pipeline, where the document says what stands.
 * @param first for a document without one. @param number the document's new number, an expression.
 */
export function standingExpression(asked: NewSuppression, first: Suppression, number: object): object {
  const { cause, receivedAt, note } = asked;
  const isStronger = ownWishes.includes(cause)
    ? { $not: [{ $in: ['$suppression.cause', literal([...ownWishes])] }] }
    : false;
  const replaced = { $cond: [isStronger, literal({ cause, receivedAt, note }), literal({})] };
  return {
    $cond: [
      isSuppressed,
      { $mergeObjects: ['$suppression', replaced, { number }] },
      { $mergeObjects: [literal(first), { number }] },
    ],
  };
}

/** Whether the document has a suppression. */
export const isSuppressed = { $eq: [{ $type: '$suppression' }, 'object'] };
