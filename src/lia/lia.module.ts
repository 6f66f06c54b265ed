// Answers for wiring the assessments' services together.
import { Module } from '@nestjs/common';
import { TemplateSource } from '../ports/template-source.port.js';
import { MessageRenderer } from '../rendering/render-message.js';
import { ApproveLiaService } from './approve-lia.service.js';
import { DraftLiaService } from './draft-lia.service.js';
import { GateSwitch } from './gate-switch.js';
import { LiaRecords } from './lia-records.js';
import { LiasController } from './lias.controller.js';
import { WithdrawLiaService } from './withdraw-lia.service.js';

@Module({
  controllers: [LiasController],
  providers: [
    LiaRecords,
    GateSwitch,
    DraftLiaService,
    ApproveLiaService,
    WithdrawLiaService,
    {
      provide: MessageRenderer,
      useFactory: (templates: TemplateSource) => new MessageRenderer(templates),
      inject: [TemplateSource],
    },
  ],
  exports: [LiaRecords, GateSwitch, MessageRenderer],
})
export class LiaModule {}
