// Answers for accepting a contact file: looked at, stored durably, entered; only then is it said to be accepted.
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../ports/clock.port.js';
import { ImportStore, type ImportRecord } from '../../ports/import-store.port.js';
import { Spool } from '../../ports/spool.port.js';
import { DependencyError, InputError, InvariantError } from '../../shared/errors.js';
import { newId, type ImportId } from '../../shared/ids.js';
import { peekHead, type PeekedStream } from '../csv/peek-head.js';
import { sniffCsv } from '../csv/sniff-csv.js';
import { LiaInForce } from '../lia-in-force.js';
import { importAccepted } from './import-events.js';
import { ImportRunnerService } from './import-runner.service.js';

const connectionErrors = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNABORTED', 'EPIPE']);

@Injectable()
export class AcceptImportService {
  constructor(
    private readonly imports: ImportStore,
    private readonly spool: Spool,
    private readonly lias: LiaInForce,
    private readonly runner: ImportRunnerService,
    private readonly clock: Clock,
  ) {}

  /** @throws InputError LIA_NOT_IN_FORCE, NOT_CSV, INVALID_INPUT (upload broken off); DependencyError. Then nothing is kept. */
  async accept(body: Readable, liaId: string, actor: string): Promise<ImportRecord> {
    const lia = await this.lias.require(liaId);
    const record = newRecord(lia.id, actor, this.clock.now());
    const peeked = await peekHead(body).catch((error: unknown) => Promise.reject(uploadError(error)));
    try {
      sniffCsv(peeked.head);
      await this.keep(record, peeked);
    } catch (error) {
      // The peer may still be sending and reads no answer before it is done.
      void peeked.drain().catch(() => undefined);
      throw error;
    }
    this.runner.wake();
    return record;
  }

  private async keep(record: ImportRecord & { readonly spoolFile: string }, { chunks }: PeekedStream): Promise<void> {
    try {
      await this.spool.write(record.spoolFile, Readable.from(chunks, { objectMode: false }));
      await this.imports.create(record, importAccepted(record));
    } catch (error) {
      await this.spool.remove(record.spoolFile);
      throw uploadError(error);
    }
  }
}

function newRecord(
  liaId: NonNullable<ImportRecord['liaId']>,
  requestedBy: string,
  createdAt: ImportRecord['createdAt'],
) {
  const id = newId<ImportId>();
  return {
    id,
    kind: 'contacts' as const,
    state: 'queued' as const,
    liaId,
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    droppedFields: [],
    failure: null,
    spoolFile: `contacts-${id}.csv`,
    requestedBy,
    createdAt,
    startedAt: null,
    finishedAt: null,
  };
}

/** The peer went away, or the disk did: everything else that a stream can throw is the disk's. */
function uploadError(error: unknown): Error {
  if (error instanceof InputError || error instanceof DependencyError || error instanceof InvariantError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (connectionErrors.has(code) || code.startsWith('FST_')) {
    return new InputError('INVALID_INPUT', 'the upload was broken off; nothing was accepted');
  }
  return new DependencyError('STORAGE_UNAVAILABLE', 'the upload could not be stored; nothing was accepted', {
    cause: error,
  });
}
