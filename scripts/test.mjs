// The whole proof: static checks, build, every suite. The last line counts; the engines and what was missing stand before it.
import process from 'node:process';
import { add, runJest } from './jest-run.mjs';
import { environment, runSteps } from './run-step.mjs';
import { staticSteps } from './static-steps.mjs';
import { engineReport, engineVariables, findEngines, withoutMissing } from './test-engines.mjs';

const isCi = process.env.CI === 'true';
const failures = (failed) => ({ passed: 0, failed, skipped: 0 });

const engines = await findEngines();
Object.assign(environment, engineVariables(engines));

const steps = [['build', 'nest', 'build'], ...staticSteps];
const failedSteps = await runSteps(steps);
let counts = { passed: steps.length - failedSteps.length, failed: failedSteps.length, skipped: 0 };

const groups = [
  [['unit', 'contract', 'integration', 'architecture'], '--maxWorkers=2'],
  [['contract-servers'], '--maxWorkers=2'],
  // These start servers and measure races: one at a time, so that they do not starve one another.
  [['e2e', 'faults'], '--runInBand'],
];
for (const [projects, how] of groups) {
  counts = add(counts, await runJest(projects, [how, ...(projects.includes('unit') ? [] : withoutMissing(engines))]));
}

const report = engineReport(engines);
counts = add(counts, failures(engines.problems.length + (isCi ? report.missing : 0)));
for (const line of report.lines) process.stdout.write(`${line}\n`);
for (const name of [...failedSteps, ...engines.problems]) process.stdout.write(`FAILED: ${name}\n`);
const skipped = counts.skipped > 0 ? `, ${String(counts.skipped)} skipped` : '';
process.stdout.write(`${String(counts.passed)} passed, ${String(counts.failed)} failed${skipped}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;
