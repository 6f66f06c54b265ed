// Answers for printing verdicts as a table that a person can read in a terminal.
export interface VerdictRow {
  readonly who: string;
  readonly country: string;
  readonly outcome: string;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

const order = ['allow', 'hold', 'block'];

export function verdictTable(rows: readonly VerdictRow[]): string {
  const sorted = [...rows].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  const width = Math.max(...sorted.map((row) => row.who.length), 3);
  const heading = `${'who'.padEnd(width)}  in  verdict  why`;
  const lines = sorted.map(
    (row) =>
      `${row.who.padEnd(width)}  ${row.country}  ${row.outcome.padEnd(7)}  ${row.reasons.map((r) => r.code).join(', ')}`,
  );
  const meanings = new Map(
    sorted.flatMap((row) => row.reasons.map((reason) => [reason.code, reason.message] as const)),
  );
  const legend = [...meanings].map(([code, message]) => `  ${code}: ${message}`);
  return [
    heading,
    '-'.repeat(heading.length + 20),
    ...lines,
    '',
    'What the reasons mean, with one example each:',
    ...legend,
  ].join('\n');
}
