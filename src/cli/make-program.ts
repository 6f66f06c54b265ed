// Answers for the commands that there are; making the program runs nothing.
import { Command } from 'commander';
import { addBench } from './bench.js';
import { addCopyStore } from './copy-store.js';
import { addDemo } from './demo.js';
import { addDoctor } from './doctor.js';
import { addErase } from './erase.js';
import { addExplain } from './explain.js';
import { addExport } from './export.js';
import { addImport } from './import.js';
import { addInit } from './init.js';
import { addMigrate } from './migrate.js';
import { addServe } from './serve.js';
import { addWorker } from './worker.js';

const commands: readonly ((program: Command) => void)[] = [
  addServe,
  addWorker,
  addMigrate,
  addInit,
  addImport,
  addExport,
  addExplain,
  addErase,
  addDoctor,
  addCopyStore,
  addDemo,
  addBench,
];

export function makeProgram(): Command {
  const program = new Command('fairknock')
    .description('A gate for cold business-to-business contact. Settings come from FAIRKNOCK_* variables.')
    .exitOverride()
    .showHelpAfterError('(fairknock --help lists the commands)');
  for (const add of commands) add(program);
  return program;
}
