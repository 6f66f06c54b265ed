// Answers for the proof of which times of capture are read, and how.
import { describe, expect, it } from '@jest/globals';
import { toIso } from '../../shared/instant.js';
import { captureTime } from './capture-time.js';

describe('captureTime', () => {
  it.each([
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20T10:00:00.5+02:00', '2026-11-20T08:00:00.500Z'],
    ['2026-11-20 10:00:00', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['2026-11-20 10:00 +0100', '2026-11-20T09:00:00.000Z'],
  ])('reads %s', (text, iso) => {
    expect(toIso(captureTime(text)!)).toBe(iso);
  });

  it.each(['', 'yesterday', '20/11/2026', '2026-02-30', '2026-11-20T25:00:00Z', '1700000000'])('refuses %j', (text) => {
    expect(captureTime(text)).toBeNull();
  });
});
