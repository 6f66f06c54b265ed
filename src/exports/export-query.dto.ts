// Answers for how an export is asked for.
import { IsIn } from 'class-validator';
import { exportFormats, type ExportFormat } from './export-provenance.service.js';

export class ProvenanceExportQueryDto {
  /** csv: one row per contact, field and source; json: one array; prov: one PROV-JSON document. */
  @IsIn(exportFormats)
  format!: ExportFormat;
}
