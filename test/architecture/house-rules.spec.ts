// Answers for the house rules that no linter knows: first sentences, sizes, words, waits.
import { describe, expect, it } from '@jest/globals';
import { repositoryFiles, type RepositoryFile } from './repository-files.js';

const source = repositoryFiles(/^src\/.*\.ts$/);
const tests = repositoryFiles(/^(test\/.*|src\/.*\.spec)\.ts$/);
const thisFile = 'test/architecture/house-rules.spec.ts';

function offenders(files: readonly RepositoryFile[], isWrong: (file: RepositoryFile) => boolean): string[] {
  return files.filter((file) => file.path !== thisFile && isWrong(file)).map((file) => file.path);
}

function lineCount(file: RepositoryFile): number {
  return file.text.split('\n').length - 1;
}

describe('house rules', () => {
  it('sees the files when it looks for them', () => {
    expect(source.length).toBeGreaterThan(50);
    expect(tests.length).toBeGreaterThan(10);
  });

  it('finds a first sentence when it opens a file', () => {
    expect(offenders([...source, ...tests], (file) => !/^(#!.*\n)?\/\/ Answers for /.test(file.text))).toEqual([]);
  });

  it('finds no file over 300 lines and a median of about 50 when it counts', () => {
    expect(offenders(source, (file) => lineCount(file) > 300)).toEqual([]);
    const sizes = source
      .filter((file) => !file.path.endsWith('.spec.ts'))
      .map(lineCount)
      .sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(80);
  });

  it('finds one word for a thing when it reads the code', () => {
    // `whitelist: true` and its kin are names of class-validator.
    const banned =
      /blacklist|blocklist|(?<!forbidNon)whitelist(?!: true|Validation)|\bDNC\b|\b(a|the|new|cold|sales) leads?\b|\bdrip\b/i;
    expect(offenders(repositoryFiles(/^(src|templates)\/.*\.(ts|hbs)$/), (file) => banned.test(file.text))).toEqual([]);
  });

  it('finds nothing left for later when it reads the code', () => {
    const leftOver = /\bTODO\b|\bFIXME\b|\bXXX\b|@ts-ignore|@ts-expect-error|eslint-disable|\bas any\b/;
    expect(offenders([...source, ...tests], (file) => leftOver.test(file.text))).toEqual([]);
  });

  it('finds words beside every pattern when it reads what callers may send', () => {
    const wordless = /@Matches\((?!.*(message:|\bas[A-Z]))/;
    expect(offenders(repositoryFiles(/^src\/.*\.dto\.ts$/), (file) => wordless.test(file.text))).toEqual([]);
  });

  it('finds no fixed wait, focus or skip when it reads the tests', () => {
    const forbidden =
      /(?<!jest\.)setTimeout\(|waitForTimeout|timers\/promises|\b(it|test|describe)\.(skip|only|todo)\b/;
    expect(offenders(tests, (file) => forbidden.test(file.text))).toEqual([]);
  });

  it('finds test titles that name what they prove when it reads the promises', () => {
    const titles = tests.map((file) => file.text).join('\n');
    const promises = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9'];
    expect(promises.filter((promise) => !titles.includes(`[${promise}]`))).toEqual([]);
  });

  it('finds a test for every case of the requirements that this version covers', () => {
    const titles = tests.map((file) => file.text).join('\n');
    const ranges = [
      [1, 8],
      [10, 15],
      [18, 24],
      [26, 33],
    ] as const;
    const cases = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
    expect(cases.filter((number) => !titles.includes(`[case ${String(number)}]`))).toEqual([]);
  });

  it('finds a test for each ledger rule that holds on the embedded store', () => {
    const titles = tests.map((file) => file.text).join('\n');
    const rules = Array.from({ length: 17 }, (_, number) => `R${String(number)}`);
    expect(rules.filter((rule) => !titles.includes(`[${rule}]`))).toEqual([]);
  });
});
