// Answers for regrouping a stream of groups into batches of one size, leaving out its beginning.

/** @param options.skipped how many items are left out first. */
export async function* inBatches<T>(
  groups: AsyncIterable<readonly T[]>,
  { size, skipped }: { readonly size: number; readonly skipped: number },
): AsyncGenerator<readonly T[]> {
  let toSkip = skipped;
  let waiting: T[] = [];
  for await (const group of groups) {
    const wanted = group.slice(toSkip);
    toSkip -= group.length - wanted.length;
    waiting = waiting.concat(wanted);
    for (; waiting.length >= size; waiting = waiting.slice(size)) yield waiting.slice(0, size);
  }
  if (waiting.length > 0) yield waiting;
}
