// Writes docs/reference anew from the registers in the code.
import process from 'node:process';
import { runJest } from './jest-run.mjs';
import { environment } from './run-step.mjs';

environment.FAIRKNOCK_WRITE_REFERENCE = 'yes';
const { failed } = await runJest(['architecture'], ['reference.spec']);
process.exitCode = failed === 0 ? 0 : 1;
