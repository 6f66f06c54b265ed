// Answers for the module of Bull's dispatcher in a Nest context, and for a start without a Redis that answers.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { SystemClock } from '../../src/adapters/clock-system/system-clock.js';
import { DispatchBullModule } from '../../src/adapters/dispatch-bull/dispatch-bull.module.js';
import { RedisConnections } from '../../src/adapters/dispatch-bull/redis-connections.js';
import { RedisPacer } from '../../src/adapters/dispatch-bull/redis-pacer.js';
import { SmtpMailTransport } from '../../src/adapters/mail-smtp/smtp.mail-transport.js';
import { Config } from '../../src/config/config.js';
import { Clock } from '../../src/ports/clock.port.js';
import { Dispatcher } from '../../src/ports/dispatcher.port.js';
import { KeyRing } from '../../src/ports/key-ring.port.js';
import { MailTransport } from '../../src/ports/mail-transport.port.js';
import { Pacer } from '../../src/ports/pacer.port.js';
import { TouchSchedule } from '../../src/ports/touch-schedule.port.js';
import { StartRefusal } from '../../src/shared/errors.js';
import type { Instant } from '../../src/shared/instant.js';
import { DueTouches } from '../support/due-touches.js';
import { freePort } from '../support/free-port.js';
import { mailConfig } from '../support/mail-config.js';
import { keyRing } from '../support/outreach-story.js';
import { startRedis, type RedisServer } from '../support/redis-server.js';

Logger.overrideLogger(false);

@Module({})
class HostModule {
  static forRoot(config: Config, touches: TouchSchedule): DynamicModule {
    const clock = new SystemClock();
    const providers = [
      { provide: Config, useValue: config },
      { provide: Clock, useValue: clock },
      { provide: KeyRing, useValue: keyRing },
      { provide: TouchSchedule, useValue: touches },
      { provide: MailTransport, useValue: new SmtpMailTransport(config, clock) },
    ];
    return { module: HostModule, global: true, providers, exports: providers };
  }
}

const compile = (redisUrl: string, touches: TouchSchedule) =>
  Test.createTestingModule({
    imports: [HostModule.forRoot(mailConfig({ redisUrl }), touches), DispatchBullModule.forRoot()],
  }).compile();

describe('DispatchBullModule', () => {
  let server: RedisServer;

  beforeAll(async () => {
    server = await startRedis({ args: ['--requirepass', 'hush-hush'] });
  });

  afterAll(() => server.stop());

  const url = () => `redis://:hush-hush@127.0.0.1:${server.port}/3`;

  it('handles what is due, tells what is in the queue, and ends with the application', async () => {
    const due = await DueTouches.open();
    await due.plan(20, 1 as Instant);
    const app = await compile(url(), due.touches);
    await app.init();
    expect(app.get(Pacer)).toBeInstanceOf(RedisPacer);
    const dispatcher = app.get(Dispatcher);
    expect(dispatcher.isShared).toBe(true);
    dispatcher.start(due);
    await due.untilHandled(20);
    await dispatcher.drain();
    expect(await dispatcher.counts()).toEqual({ waiting: 0, active: 0 });
    await app.close();
    await expect(dispatcher.counts()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
    await due.close();
  });

  it('counts and never works in a process that only answers', async () => {
    const due = await DueTouches.open();
    await due.plan(1, 1 as Instant);
    const app = await compile(url(), due.touches);
    await app.init();
    app.get(Dispatcher).wake();
    expect(await app.get(Dispatcher).counts()).toEqual({ waiting: 0, active: 0 });
    await app.close();
    expect(due.callCount).toBe(0);
    await due.close();
  });

  describe('a start', () => {
    const refusal = async (redisUrl: string): Promise<Error> =>
      RedisConnections.open(redisUrl, 600).then(
        () => {
          throw new Error('opened');
        },
        (error: unknown) => error as Error,
      );

    it('is refused in one line, after a bounded wait, when nothing listens there', async () => {
      const error = await refusal(`redis://:hush-hush@127.0.0.1:${await freePort()}`);
      expect(error).toBeInstanceOf(StartRefusal);
      expect(error.message).toMatch(/^Redis at 127\.0\.0\.1:\d+ does not answer within 0\.6 s \(ECONNREFUSED\)$/);
    });

    it('is refused without a wait, and without the password, when Redis does not let us in', async () => {
      const wrong = await refusal(`redis://:open-sesame@127.0.0.1:${server.port}`);
      expect(wrong.message).toBe(`Redis at 127.0.0.1:${server.port} does not let us in (WRONGPASS)`);
      const none = await refusal(`redis://127.0.0.1:${server.port}`);
      expect(none.message).toBe(`Redis at 127.0.0.1:${server.port} does not let us in (NOAUTH)`);
    });

    it('is refused when Redis has no database of that number, and uses no other', async () => {
      const error = await refusal(`redis://:hush-hush@127.0.0.1:${server.port}/99`);
      expect(error).toBeInstanceOf(StartRefusal);
      expect(error.message).toMatch(/^Redis at 127\.0\.0\.1:\d+ has no database 99/);
    });

    it('is refused when the server takes the connection and never answers', async () => {
      server.pause();
      const error = await refusal(url());
      server.resume();
      expect(error.message).toMatch(/does not answer within 0\.6 s \(no answer in time\)$/);
    });

    it('is refused when TLS is asked for and the server has none', async () => {
      const error = await refusal(`rediss://127.0.0.1:${server.port}`);
      expect(error).toBeInstanceOf(StartRefusal);
    });
  });
});
