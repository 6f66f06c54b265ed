// Answers for wiring the exports together.
import { Module } from '@nestjs/common';
import { ExportProvenanceService } from './export-provenance.service.js';
import { ProvenanceController } from './provenance.controller.js';

@Module({
  controllers: [ProvenanceController],
  providers: [ExportProvenanceService],
  exports: [ExportProvenanceService],
})
export class ExportsModule {}
