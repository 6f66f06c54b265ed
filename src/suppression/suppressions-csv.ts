// Answers for suppressions as CSV that a spreadsheet cannot run.
import { safeCsv } from '../contacts/csv/safe-csv.js';
import type { SuppressionDto } from './suppression.dto.js';

const columns: Readonly<Record<string, (item: SuppressionDto) => string>> = {
  id: (item) => item.id,
  scope: (item) => item.scope,
  kind: (item) => item.kind,
  email: (item) => item.email ?? '',
  phone: (item) => item.phone ?? '',
  domain: (item) => item.domain ?? '',
  cause: (item) => item.cause,
  received_at: (item) => item.receivedAt,
  effective_at: (item) => item.effectiveAt,
  note: (item) => item.note ?? '',
};

/** The heading, then one chunk of text for each page. */
export async function* suppressionsCsv(pages: AsyncIterable<readonly SuppressionDto[]>): AsyncGenerator<string> {
  yield safeCsv([Object.keys(columns)]);
  for await (const page of pages) {
    yield safeCsv(page.map((item) => Object.values(columns).map((cell) => cell(item))));
  }
}
