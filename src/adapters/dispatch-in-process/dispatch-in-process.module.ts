// Answers for providing the dispatcher and the pacer within this one process.
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Dispatcher } from '../../ports/dispatcher.port.js';
import { Pacer } from '../../ports/pacer.port.js';
import { InProcessDispatcher } from './in-process.dispatcher.js';
import { InProcessPacer } from './in-process-pacer.js';

/** Needs global providers of `Config`, `Clock`, `TouchSchedule` and `MailTransport`. */
@Module({})
export class DispatchInProcessModule {
  static forRoot(): DynamicModule {
    const ports: Provider[] = [
      { provide: Dispatcher, useClass: InProcessDispatcher },
      { provide: Pacer, useClass: InProcessPacer },
    ];
    return { module: DispatchInProcessModule, global: true, providers: ports, exports: ports };
  }
}
