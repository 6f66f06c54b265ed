// The checks that need no test run: format, lint, types, boundaries, dead code.
export const staticSteps = [
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['types', 'tsc', '-p', '.'],
  ['lint', 'eslint', '--max-warnings', '0', 'src', 'test'],
  ['boundaries', 'depcruise', 'src'],
  ['dead code', 'knip', '--no-progress'],
];
