// Answers for suppressions as one JSON array, page by page.
import type { SuppressionDto } from './suppression.dto.js';

export async function* suppressionsJson(pages: AsyncIterable<readonly SuppressionDto[]>): AsyncGenerator<string> {
  let separator = '[';
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield separator + page.map((item) => JSON.stringify(item)).join(',\n');
    separator = ',\n';
  }
  yield separator === '[' ? '[]\n' : ']\n';
}
