// Answers for which mandatory blocks a campaign step's template has, in each of its parts.
import type { CampaignStep } from '../ports/campaign-store.port.js';

const notice = /\{\{~?>\s*notice\s*~?\}\}/;
const optOut = /\{\{~?>\s*optOut\s*~?\}\}/;

/** A block counts only where both the text and the HTML part have it. */
export function stepSlots(step: CampaignStep): { hasNotice: boolean; hasOptOut: boolean } {
  const parts = step.html === null ? [step.text] : [step.text, step.html];
  return {
    hasNotice: parts.every((part) => notice.test(part)),
    hasOptOut: parts.every((part) => optOut.test(part)),
  };
}
