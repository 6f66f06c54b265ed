// Answers for the names that a step's template may use: a person's few slots, and the mandatory blocks.
import type { PersonSlots } from './message-input.js';

export const personSlots = [
  'givenName',
  'familyName',
  'jobTitle',
  'organisation',
  'country',
] as const satisfies readonly (keyof PersonSlots)[];
export type PersonSlot = (typeof personSlots)[number];

/** Blocks that Fairknock writes itself: `notice` in the first step, `optOut` in each (T1, A16). */
export const mandatoryBlocks = ['notice', 'optOut'] as const;
export type MandatoryBlock = (typeof mandatoryBlocks)[number];

export function isPersonSlot(name: string): name is PersonSlot {
  return (personSlots as readonly string[]).includes(name);
}

export function isMandatoryBlock(name: string): name is MandatoryBlock {
  return (mandatoryBlocks as readonly string[]).includes(name);
}
