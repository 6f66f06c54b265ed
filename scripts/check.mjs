// The quick check before every commit: static checks and the suites that need nothing but this checkout.
import process from 'node:process';
import { runJest } from './jest-run.mjs';
import { runSteps } from './run-step.mjs';
import { staticSteps } from './static-steps.mjs';

const failedSteps = await runSteps(staticSteps);
const counts = await runJest(['unit', 'contract', 'architecture'], ['--maxWorkers=2']);
for (const name of failedSteps) process.stdout.write(`FAILED: ${name}\n`);
process.stdout.write(`${String(counts.passed)} tests passed, ${String(counts.failed)} failed\n`);
process.exitCode = failedSteps.length === 0 && counts.failed === 0 ? 0 : 1;
