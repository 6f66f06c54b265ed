// Answers for a file being accepted and worked off from the command line, beside a running service or without one.
import type { INestApplicationContext, Type } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { Clock } from '../ports/clock.port.js';
import { ImportStore, type ImportRecord } from '../ports/import-store.port.js';
import { ProcessLead } from '../ports/process-lead.port.js';
import { InvariantError } from '../shared/errors.js';
import type { ImportId } from '../shared/ids.js';
import { importProgress, type ImportProgress } from './import-progress.js';
import { openInputFile } from './open-input-file.js';

export interface ImportJob {
  /** Resolves when the file is stored durably. */
  readonly accept: (app: INestApplicationContext, body: Readable) => Promise<ImportId>;
  /** What works it off, where this process is the one to do it. */
  readonly runner: Type<{ start(): void; rest(): void }>;
}

const lookAgainMs = 200;

/**
 * Whoever leads works the file off: this process where nobody else does, also when the service that was at it ends in
 * the meantime.
 */
async function untilEnded(
  app: INestApplicationContext,
  { id, runner }: { id: ImportId; runner: ImportJob['runner'] },
  progress: ImportProgress,
): Promise<ImportRecord> {
  const [imports, processLead, clock] = [app.get(ImportStore), app.get(ProcessLead), app.get(Clock)];
  const work = app.get(runner);
  let isLeading = false;
  for (;;) {
    // Asked again while leading, too: who does not is given up.
    const mayLead = await processLead.tryTake();
    if (mayLead && !isLeading) work.start();
    if (!mayLead && isLeading) work.rest();
    isLeading = mayLead;
    const record = await imports.find(id);
    if (record === null) throw new InvariantError('INTERNAL', `import ${id} is gone`);
    progress.show(record);
    if (record.finishedAt !== null) return record;
    await clock.wait(lookAgainMs);
  }
}

/** @returns the import as it ended. @throws InputError where the file cannot be read or is not accepted. */
export async function runImport(app: INestApplicationContext, path: string, job: ImportJob): Promise<ImportRecord> {
  const { body, lineCount } = await openInputFile(path);
  const id = await job.accept(app, body).finally(() => {
    body.destroy();
  });
  process.stderr.write(`accepted as import ${id}; if this command is interrupted, the service goes on with it\n`);
  const progress = importProgress(lineCount());
  try {
    return await untilEnded(app, { id, runner: job.runner }, progress);
  } finally {
    progress.end();
  }
}
