// Answers for which mandatory blocks a campaign step's template has, in each of its parts.
import type { CampaignStep } from '../ports/campaign-store.port.js';

const notice = /\{\{~?>\s*notice\s*~?\}\}/;
const optOut = /\{\{~?>\s*optOut\s*~?\}\}/;

type StepSlots = { readonly hasNotice: boolean; readonly hasOptOut: boolean };

/** Kept as long as the step: a campaign's touches share it. */
const known = new WeakMap<CampaignStep, StepSlots>();

/** A block counts only where both the text and the HTML part have it. */
export function stepSlots(step: CampaignStep): StepSlots {
  const slots = known.get(step) ?? findSlots(step);
  known.set(step, slots);
  return slots;
}

function findSlots(step: CampaignStep): StepSlots {
  const parts = step.html === null ? [step.text] : [step.text, step.html];
  return {
    hasNotice: parts.every((part) => notice.test(part)),
    hasOptOut: parts.every((part) => optOut.test(part)),
  };
}
