// Answers for wiring the assessments' services together.
import { Module } from '@nestjs/common';
import { OutreachModule } from '../outreach/outreach.module.js';
import { ApproveLiaService } from './approve-lia.service.js';
import { DraftLiaService } from './draft-lia.service.js';
import { GateSwitch } from './gate-switch.js';
import { LiaRecords } from './lia-records.js';
import { LiasController } from './lias.controller.js';
import { WithdrawLiaService } from './withdraw-lia.service.js';

@Module({
  // For the message renderer: it knows the languages that can be sent.
  imports: [OutreachModule],
  controllers: [LiasController],
  providers: [LiaRecords, GateSwitch, DraftLiaService, ApproveLiaService, WithdrawLiaService],
  exports: [LiaRecords, GateSwitch],
})
export class LiaModule {}
