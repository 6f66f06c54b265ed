// Answers for the shapes in which imports go out.
import type { ImportState } from '../../ports/import-store.port.js';

/** A file that was accepted: it is stored and will be worked off, whatever happens to the process. */
export class AcceptedImportDto {
  id!: string;
}

/** Progress of an import; read = created + updated + unchanged + rejected, blank lines do not count. */
export class ImportDto {
  id!: string;
  state!: ImportState;
  read!: number;
  created!: number;
  updated!: number;
  unchanged!: number;
  rejected!: number;
  /** Columns that were not stored: fields that the assessment does not cover, and headings that mean nothing here. */
  droppedFields!: string[];
  /** Why it failed; null unless `failed`. */
  failure!: string | null;
  createdAt!: string;
  startedAt!: string | null;
  finishedAt!: string | null;
}
