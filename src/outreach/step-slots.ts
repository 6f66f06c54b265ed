// Answers for which mandatory blocks a campaign step's template has, in each of its parts.
import type { CampaignStep } from '../ports/campaign-store.port.js';
import { missingBlocks } from '../rendering/compile-template.js';
import type { MandatoryBlock } from '../rendering/step-slots.js';

type StepSlots = { readonly hasNotice: boolean; readonly hasOptOut: boolean };

/** Kept as long as the step: a campaign's touches share it. */
const known = new WeakMap<CampaignStep, StepSlots>();

/** A block counts only where every part of the message is sure to show it: not within a condition, not in a comment (P3). */
export function stepSlots(step: CampaignStep): StepSlots {
  const slots = known.get(step) ?? findSlots(step);
  known.set(step, slots);
  return slots;
}

function findSlots(step: CampaignStep): StepSlots {
  const has = (block: MandatoryBlock) => missingBlocks(step, [block]).length === 0;
  return { hasNotice: has('notice'), hasOptOut: has('optOut') };
}
