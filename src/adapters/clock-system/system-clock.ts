// Answers for real time: the host's clocks, read so that doubt counts as time that has passed (ledger protocol, R9).
import { uptime } from 'node:os';
import { Injectable } from '@nestjs/common';
import { Clock, type Timer } from '../../ports/clock.port.js';
import { secondMs, type Instant } from '../../shared/instant.js';

/** The three clocks of a host, each in milliseconds. */
export interface HostClocks {
  readonly monotonicMs: () => number;
  readonly uptimeMs: () => number;
  readonly wallMs: () => number;
}

const nanosecondsPerMs = 1_000_000;
// setTimeout takes no more than 2^31 - 1.
const longestTimerMs = 2_000_000_000;

const hostClocks: HostClocks = {
  monotonicMs: () => Number(process.hrtime.bigint()) / nanosecondsPerMs,
  // Goes on while the host is suspended, when the monotonic clock stands still.
  uptimeMs: () => uptime() * secondMs,
  wallMs: () => Date.now(),
};

export function startTimerOn(clocks: HostClocks): Timer {
  const start = [clocks.monotonicMs(), clocks.uptimeMs(), clocks.wallMs()] as const;
  return {
    elapsedMs: () => {
      const wall = clocks.wallMs() - start[2];
      return wall < 0 ? Infinity : Math.max(clocks.monotonicMs() - start[0], clocks.uptimeMs() - start[1], wall);
    },
  };
}

@Injectable()
export class SystemClock extends Clock {
  now(): Instant {
    return hostClocks.wallMs() as Instant;
  }

  startTimer(): Timer {
    return startTimerOn(hostClocks);
  }

  async wait(spanMs: number): Promise<void> {
    const start = hostClocks.monotonicMs();
    let restMs = spanMs;
    while (restMs > 0) {
      const timerMs = Math.min(Math.ceil(restMs), longestTimerMs);
      await new Promise<void>((resolve) => setTimeout(resolve, timerMs));
      restMs = spanMs - (hostClocks.monotonicMs() - start);
    }
  }
}
