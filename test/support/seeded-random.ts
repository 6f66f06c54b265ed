// Answers for random choices that can be made again: the seed is printed and may be set by FAIRKNOCK_TEST_SEED.
import { randomInt } from 'node:crypto';

export interface SeededRandom {
  readonly seed: number;
  /** 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `low` up to and including `high`. */
  between(low: number, high: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
}

/** Mulberry32: small, and good enough to scatter events. */
export function seededRandom(what: string): SeededRandom {
  const seed = Number(process.env['FAIRKNOCK_TEST_SEED'] ?? randomInt(2 ** 32 - 1));
  process.stderr.write(`${what}: seed ${String(seed)} (FAIRKNOCK_TEST_SEED)\n`);
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return { seed, next, between, pick: (items) => items[between(0, items.length - 1)] ?? items[0] };
}
