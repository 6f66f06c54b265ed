// Runs jest on some projects and counts what passed, failed and was skipped.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run-step.mjs';

/** @returns { passed, failed, skipped }; a run without a report or with a suite that did not load counts as failed. */
export async function runJest(projects, more = []) {
  const folder = mkdtempSync(join(tmpdir(), 'fairknock-jest-'));
  const report = join(folder, 'report.json');
  const code = await run(
    'node',
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      '--selectProjects',
      ...projects,
      // A handle that a test left open must not hold the whole run; each suite's own end is awaited all the same.
      '--forceExit',
      '--json',
      `--outputFile=${report}`,
      ...more,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return {
      passed: result.numPassedTests,
      failed: failed === 0 && code !== 0 ? 1 : failed,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function add(counts, more) {
  return {
    passed: counts.passed + more.passed,
    failed: counts.failed + more.failed,
    skipped: counts.skipped + more.skipped,
  };
}
