// Answers for proving that reasons are complete sentences from the register.
import { describe, expect, it } from '@jest/globals';
import { reasonCodes, type ReasonCode } from './reason-codes.js';
import { reason } from './reason.js';
import { workingHour } from './facts.builder.js';

describe('reason', () => {
  it('takes effect, citation and fix from the register', () => {
    const { effect, citation, fix } = reasonCodes.LIA_OVERDUE;
    expect(reason('LIA_OVERDUE')).toMatchObject({ code: 'LIA_OVERDUE', effect, citation, fix, until: null });
  });

  it('lets a check fill the slots, and be stricter than the register', () => {
    const made = reason('REGISTER_MISSING', {
      slots: { country: 'Ireland', register: 'NDD' },
      citation: 'SI 336/2011',
      effect: 'hold',
      until: workingHour,
    });
    expect(made).toEqual({
      code: 'REGISTER_MISSING',
      effect: 'hold',
      message: 'Ireland: nobody has looked in the register NDD',
      citation: 'SI 336/2011',
      fix: 'Look it up in NDD and record the result',
      until: workingHour,
    });
    expect(reason('REGISTER_MISSING', { fix: null }).fix).toBeNull();
  });

  it.each(Object.keys(reasonCodes) as ReasonCode[])('registers %s in the style of the others', (code) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    const { message, fix } = reasonCodes[code];
    expect(message).toMatch(/^[A-Z{]/);
    expect(message).not.toMatch(/\.$/);
    expect(fix ?? 'A fix').toMatch(/^[A-Z]/);
  });
});
