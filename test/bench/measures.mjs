// Answers for the small measurements that several sections share: medians, CPU, memory, the disk's flush.
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export function median(values) {
  return quantile(values, 0.5);
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** Microseconds of this process, user and system. */
export function cpuMicros() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Runs `work` and says how long it took. */
export async function timed(work) {
  const cpuBefore = cpuMicros();
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1_000, cpuMicros: cpuMicros() - cpuBefore };
}

/** What one flush costs on the disk below `folder`, in milliseconds: durable numbers mean nothing without it. */
export function measureFlush(folder, count = 300) {
  const path = join(folder, `flush-probe-${process.pid}`);
  const file = openSync(path, 'w');
  const page = Buffer.alloc(4_096, 1);
  const times = [];
  for (let index = 0; index < count; index += 1) {
    writeSync(file, page, 0, page.length, index * page.length);
    const start = performance.now();
    fdatasyncSync(file);
    times.push(performance.now() - start);
  }
  closeSync(file);
  rmSync(path);
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}
