// Answers for the proof that the pool never repeats itself and never runs short.
import { describe, expect, it } from '@jest/globals';
import { RandomPool } from './random-pool.js';

describe('RandomPool', () => {
  it('hands out different values of the asked length over many refills', () => {
    const pool = new RandomPool();
    const taken = Array.from({ length: 2_000 }, (_, index) => pool.take(index % 2 === 0 ? 16 : 32));
    expect(taken.every((value, index) => value.length === (index % 2 === 0 ? 16 : 32))).toBe(true);
    expect(new Set(taken.map((value) => value.toString('hex'))).size).toBe(2_000);
    // What was handed out stays, also after a refill.
    const first = pool.take(16);
    const before = first.toString('hex');
    for (let round = 0; round < 600; round += 1) pool.take(16);
    expect(first.toString('hex')).toBe(before);
  });
});
