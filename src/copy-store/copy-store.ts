// Answers for moving an installation: every kind of record and every waiting upload, gone on with after a crash, checked at the end.
import type { Spool } from '../ports/spool.port.js';
import {
  copyKinds,
  type CopyBatch,
  type CopyBeginning,
  type CopyKind,
  type CopyProgress,
  type StoreCopySource,
  type StoreCopyTarget,
} from '../ports/store-copy.port.js';
import { StartRefusal } from '../shared/errors.js';
import { checkCopy, type CopyReport } from './check-copy.js';

export interface CopyPlaces {
  readonly source: StoreCopySource;
  readonly target: StoreCopyTarget;
  /** Where accepted uploads wait for their import. */
  readonly sourceSpool: Spool;
  readonly targetSpool: Spool;
}

export interface CopyWatcher {
  begins(kind: CopyKind, total: number): void;
  /** Records of the kind that are in the target so far. */
  reaches(count: number): void;
  ends(): void;
}

const batchSize = 500;

/** @throws StartRefusal where a process works on either store, or the target holds anything but this very copy. */
export async function copyStore(places: CopyPlaces, watcher: CopyWatcher): Promise<CopyReport> {
  const { source, target } = places;
  const beginning = await source.begin();
  const progress = await beginTarget(places, beginning);
  if (progress.isFinished) throw new StartRefusal('this data was moved already; start the service on the target');
  for (const kind of copyKinds) await copyKind(places, kind, { progress, watcher });
  watcher.ends();
  await copyUploads(places);
  const report = await checkCopy(source, target, beginning.mark);
  // In this order: at no moment, and after no crash, may processes start on both.
  await source.finish();
  await target.finish();
  return report;
}

/** A source that only asked, and was refused, is as before. */
async function beginTarget({ source, target }: CopyPlaces, beginning: CopyBeginning): Promise<CopyProgress> {
  try {
    return await target.begin(beginning);
  } catch (error) {
    if (beginning.isNew) await source.abandon();
    throw error;
  }
}

async function copyKind<K extends CopyKind>(
  { source, target }: CopyPlaces,
  kind: K,
  { progress, watcher }: { readonly progress: CopyProgress; readonly watcher: CopyWatcher },
): Promise<void> {
  watcher.begins(kind, await source.count(kind));
  let written = await target.count(kind);
  watcher.reaches(written);
  for (let cursor = progress.cursors[kind]; cursor !== null;) {
    const batch = await source.read(kind, cursor ?? null, batchSize);
    await target.write(kind, batch);
    cursor = batch.next;
    written += batch.records.length;
    watcher.reaches(written);
  }
}

/** Few and done again after a crash: a name that is there already is written over. */
async function copyUploads({ source, sourceSpool, targetSpool }: CopyPlaces): Promise<void> {
  let cursor: string | null = null;
  do {
    const { records, next }: CopyBatch<'import'> = await source.read('import', cursor, batchSize);
    for (const { spoolFile } of records) {
      if (spoolFile !== null) await targetSpool.write(spoolFile, sourceSpool.read(spoolFile));
    }
    cursor = next;
  } while (cursor !== null);
}
