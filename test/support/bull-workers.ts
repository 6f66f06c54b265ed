// Answers for workers of a test on one Redis: some die with their process, all are closed at the end.
import type { AdvancedSettings } from 'bull';
import { SystemClock } from '../../src/adapters/clock-system/system-clock.js';
import { openBullWorker, type BullWorker } from './bull-dispatcher.js';
import type { DueTouches } from './due-touches.js';
import type { RedisServer } from './redis-server.js';
import { startProxy, type TcpProxy } from './tcp-proxy.js';

/** A worker is taken for dead within a second or two, and what is put back comes again as soon. */
const hasty: AdvancedSettings = {
  lockDuration: 1_000,
  lockRenewTime: 300,
  stalledInterval: 300,
  backoffStrategies: { spread: () => 200 + Math.random() * 1_000 },
};

export class BullWorkers {
  private readonly toClose: (() => Promise<void>)[] = [];

  constructor(
    private readonly server: RedisServer,
    private readonly due: DueTouches,
  ) {}

  async open(url = this.server.url): Promise<BullWorker> {
    const worker = await openBullWorker(url, { touches: this.due.touches, clock: new SystemClock() }, hasty);
    this.toClose.push(() => worker.close());
    return worker;
  }

  async openTwo(): Promise<readonly [BullWorker, BullWorker]> {
    return [await this.open(), await this.open()];
  }

  /** One that may be cut off, for good or for a while. */
  async openMortal(): Promise<{ worker: BullWorker; die: () => void; revive: () => void }> {
    const proxy: TcpProxy = await startProxy(this.server.port);
    const worker = await this.open(this.server.urlThrough(proxy.port));
    this.toClose.push(() => proxy.close());
    const die = () => {
      proxy.refusesConnections = true;
      proxy.cutAll();
    };
    const revive = () => {
      proxy.refusesConnections = false;
    };
    return { worker, die, revive };
  }

  async close(): Promise<void> {
    await Promise.all(this.toClose.splice(0).map((close) => close()));
  }
}
