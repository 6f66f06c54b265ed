// Answers for walking a long list of wanted ids page by page without handing all of it to every query.

/** The ids after the cursor in the order of ids, in chunks; each id once. */
export function idsAfter<Id extends string>(ids: readonly Id[], cursor: Id | null, chunkSize: number): Id[][] {
  const rest = [...new Set(cursor === null ? ids : ids.filter((id) => id > cursor))].sort();
  const chunkCount = Math.ceil(rest.length / chunkSize);
  return Array.from({ length: chunkCount }, (_, index) => rest.slice(index * chunkSize, (index + 1) * chunkSize));
}
