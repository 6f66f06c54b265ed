// Answers for providing the dispatcher and the pacer by Bull on one Redis that every process shares.
import { BullModule } from '@nestjs/bull';
import { Module, type DynamicModule, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Dispatcher } from '../../ports/dispatcher.port.js';
import { Pacer } from '../../ports/pacer.port.js';
import { StartRefusal } from '../../shared/errors.js';
import { BullDispatcher } from './bull.dispatcher.js';
import { RedisConnections } from './redis-connections.js';
import { RedisPacer } from './redis-pacer.js';
import { touchQueueName, touchQueueOptions } from './touch-queue.js';

const connections: Provider = {
  provide: RedisConnections,
  inject: [Config],
  useFactory: ({ redisUrl }: Config) => {
    if (!redisUrl) throw new StartRefusal('a queue on Redis needs FAIRKNOCK_REDIS_URL');
    return RedisConnections.open(redisUrl);
  },
};

/** Opened before the queue is, closed after everything that uses it. */
@Module({ providers: [connections], exports: [RedisConnections] })
class RedisModule implements OnApplicationShutdown {
  constructor(private readonly redis: RedisConnections) {}

  async onApplicationShutdown(): Promise<void> {
    await this.redis.close();
  }
}

/** Needs global providers of `Config`, `KeyRing`, `Clock`, `TouchSchedule` and `MailTransport`. */
@Module({})
export class DispatchBullModule {
  static forRoot(): DynamicModule {
    const inject = [RedisConnections];
    const root = BullModule.forRootAsync({ imports: [RedisModule], inject, useFactory: touchQueueOptions });
    const queue = BullModule.registerQueueAsync({ name: touchQueueName, useFactory: () => ({}) });
    const ports: Provider[] = [
      { provide: Dispatcher, useClass: BullDispatcher },
      { provide: Pacer, useClass: RedisPacer },
    ];
    return {
      module: DispatchBullModule,
      global: true,
      imports: [RedisModule, root, queue],
      providers: ports,
      exports: ports,
    };
  }
}
