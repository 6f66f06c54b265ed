// Answers for the proof that a held touch is looked at again when that can help, and not before.
import { describe, expect, it } from '@jest/globals';
import { noon } from '../../test/support/event.builder.js';
import { reason } from '../gate/reason.js';
import { dayMs, hourMs, plusMs, secondMs } from '../shared/instant.js';
import { nextLookAt } from './next-look-at.js';

const monday = plusMs(noon, 2 * dayMs);

describe('nextLookAt', () => {
  it('is the end of the longest wait when every reason has one [case 29]', () => {
    const reasons = [reason('QUIET_HOURS', { until: plusMs(noon, hourMs) }), reason('GAP_NOT_OVER', { until: monday })];
    expect(nextLookAt(reasons, noon)).toBe(monday);
  });

  it('is in an hour when somebody must act, or later where a wait is longer', () => {
    const fix = reason('RELAY_MISSING');
    expect(nextLookAt([fix], noon)).toBe(plusMs(noon, hourMs));
    expect(nextLookAt([fix, reason('GAP_NOT_OVER', { until: monday })], noon)).toBe(monday);
  });

  it('is never when a stale schedule waits for a person', () => {
    expect(nextLookAt([reason('STALE_SCHEDULE'), reason('GAP_NOT_OVER', { until: monday })], noon)).toBeNull();
  });

  it('is never now when the end has just passed', () => {
    expect(nextLookAt([reason('GAP_NOT_OVER', { until: noon })], noon)).toBe(plusMs(noon, secondMs));
  });
});
