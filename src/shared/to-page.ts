// Answers for cutting one page out of rows that were read one further than asked for.

/** @param rows at most `limit + 1`, in order; the extra one only tells that there is more. */
export function toPage<T, Cursor>(
  rows: readonly T[],
  limit: number,
  cursorOf: (row: T) => Cursor,
): { items: readonly T[]; nextCursor: Cursor | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
