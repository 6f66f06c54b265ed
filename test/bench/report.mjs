// Answers for the table that people read.

const columns = ['what', 'ours', 'bare', 'unit', 'ratio', 'target'];

export function tableOf(rows) {
  const lines = rows.map((row) => [
    row.name,
    number(row.ours),
    number(row.bare),
    row.unit,
    row.ratio === null ? '' : row.ratio.toFixed(2),
    row.target === null ? '' : `>= ${row.target}`,
  ]);
  const widths = columns.map((title, index) => Math.max(title.length, ...lines.map((line) => line[index].length)));
  const show = (line) =>
    line
      .map((cell, index) => cell.padEnd(widths[index]))
      .join('  ')
      .trimEnd();
  return [show(columns), ...lines.map(show)].join('\n');
}

function number(value) {
  return value === null ? '' : value.toLocaleString('en-GB');
}
