// Answers for wiring what reads the audit log.
import { Module } from '@nestjs/common';
import { LeavesController } from './leaves.controller.js';

@Module({ controllers: [LeavesController] })
export class AuditLogModule {}
