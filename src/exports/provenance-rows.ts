// Answers for provenance as CSV: one row per contact, field and source.
import type { CsvCell } from '../contacts/csv/safe-csv.js';
import type { ContactProvenance, ErasedProvenance, SourceProvenance } from './contact-provenance.js';

export const provenanceHeadings: readonly string[] = [
  'contact_id',
  'state',
  'field',
  'value',
  'source_kind',
  'source_url',
  'source_captured_at',
  'source_captured_by',
  'source_visibility',
  'source_published_by',
  'source_no_solicitation',
  'source_evidence_sha256',
  'lia_id',
  'lia_version',
  'import_id',
  'obtained_at',
  'retain_until',
];

function sourceCells(source: SourceProvenance | null): readonly CsvCell[] {
  if (source === null) return Array<CsvCell>(8).fill(null);
  const { kind, url, capturedAt, capturedBy, visibility, publishedBy, noSolicitation, evidenceSha256 } = source;
  return [kind, url, capturedAt, capturedBy, visibility, publishedBy, noSolicitation, evidenceSha256];
}

/** A personal field without a source gets a row with empty source cells: a gap must be seen. */
export function provenanceRows(provenance: ContactProvenance | ErasedProvenance): readonly (readonly CsvCell[])[] {
  const { contactId, state } = provenance;
  if (!('fields' in provenance)) {
    return [[contactId, state, ...Array<CsvCell>(provenanceHeadings.length - 2).fill(null)]];
  }
  const { liaId, liaVersion, importId, obtainedAt, retainUntil } = provenance;
  const tail = [liaId, liaVersion, importId, obtainedAt, retainUntil];
  return provenance.fields.flatMap(({ field, value, sources }) =>
    (sources.length > 0 ? sources : [null]).map((source) => [
      contactId,
      state,
      field,
      value,
      ...sourceCells(source),
      ...tail,
    ]),
  );
}
