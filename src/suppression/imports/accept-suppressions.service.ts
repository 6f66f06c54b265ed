// Answers for accepting a suppression file: looked at, stored durably, entered; only then is it said to be accepted.
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { peekHead } from '../../contacts/csv/peek-head.js';
import { importAccepted } from '../../contacts/imports/import-events.js';
import { Clock } from '../../ports/clock.port.js';
import { ImportStore } from '../../ports/import-store.port.js';
import { Spool } from '../../ports/spool.port.js';
import { newId, type ImportId } from '../../shared/ids.js';
import { sniffSuppressions } from './sniff-suppressions.js';
import { SuppressionImportRunnerService } from './suppression-import-runner.service.js';

@Injectable()
export class AcceptSuppressionsService {
  constructor(
    private readonly imports: ImportStore,
    private readonly spool: Spool,
    private readonly runner: SuppressionImportRunnerService,
    private readonly clock: Clock,
  ) {}

  /** @throws InputError NOT_CSV, and whatever the upload or the disk throws; then nothing is kept. */
  async accept(body: Readable, actor: string): Promise<ImportId> {
    const id = newId<ImportId>();
    const spoolFile = `suppressions-${id}.csv`;
    const peeked = await peekHead(body);
    try {
      sniffSuppressions(peeked.head);
      await this.spool.write(spoolFile, Readable.from(peeked.chunks, { objectMode: false }));
      await this.enter({ id, spoolFile }, actor);
    } catch (error) {
      // The peer may still be sending and reads no answer before it is done.
      void peeked.drain().catch(() => undefined);
      await this.spool.remove(spoolFile);
      throw error;
    }
    this.runner.wake();
    return id;
  }

  private async enter(file: { readonly id: ImportId; readonly spoolFile: string }, actor: string): Promise<void> {
    const record = {
      ...file,
      kind: 'suppressions' as const,
      state: 'queued' as const,
      liaId: null,
      ...{ read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 },
      droppedFields: [],
      failure: null,
      requestedBy: actor,
      createdAt: this.clock.now(),
      startedAt: null,
      finishedAt: null,
    };
    await this.imports.create(record, importAccepted(record));
  }
}
