// The whole proof: static checks, build, every suite. The last line counts; engines that were missing are named before it.
import process from 'node:process';
import { findChromium } from './find-chromium.mjs';
import { add, runJest } from './jest-run.mjs';
import { environment, runSteps } from './run-step.mjs';
import { staticSteps } from './static-steps.mjs';

const isCi = process.env.CI === 'true';
const chromium = await findChromium();
if (chromium !== null) environment.FAIRKNOCK_TEST_CHROMIUM = chromium;

const steps = [['build', 'nest', 'build'], ...staticSteps];
const failedSteps = await runSteps(steps);
let counts = { passed: steps.length - failedSteps.length, failed: failedSteps.length, skipped: 0 };

const quick = await runJest(['unit', 'contract', 'integration', 'architecture'], ['--maxWorkers=2']);
counts = add(counts, quick);
// These start servers and measure races: one at a time, so that they do not starve one another.
const slow = await runJest(['e2e', 'faults'], ['--runInBand']);
counts = add(counts, slow);

process.stdout.write(`engine: Node.js ${process.version}, SQLite embedded\n`);
if (chromium === null) {
  process.stdout.write('NOT EXERCISED: chromium (set FAIRKNOCK_TEST_CHROMIUM, or install it)\n');
  if (isCi) counts = add(counts, { passed: 0, failed: 1, skipped: 0 });
} else {
  process.stdout.write('engine: Chromium found, browser tests ran\n');
}
for (const name of failedSteps) process.stdout.write(`FAILED: ${name}\n`);
const skipped = counts.skipped > 0 ? `, ${String(counts.skipped)} skipped` : '';
process.stdout.write(`${String(counts.passed)} passed, ${String(counts.failed)} failed${skipped}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;
