// Answers for the proof that only this machine counts as this machine.
import { describe, expect, it } from '@jest/globals';
import { isLoopback } from './is-loopback.js';

describe('isLoopback', () => {
  it.each(['localhost', 'LOCALHOST', 'mail.localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]', '::ffff:127.0.0.1'])(
    'is true for %s',
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );

  it.each([
    '',
    '0.0.0.0',
    '127.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    '::2',
    '1.127.0.0',
    'notlocalhost',
  ])('is false for %j', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
