// Answers for which touches a launch plans for one contact: every step, the first one due, the others waiting for it.
import { messageIdOf, touchIdOf } from '../outreach/touch-ids.js';
import type { Campaign } from '../ports/campaign-store.port.js';
import type { Contact } from '../ports/contact-store.port.js';
import type { PlannedTouch } from '../ports/touch-schedule.port.js';
import { dayMs, plusMs } from '../shared/instant.js';

/**
 * The first step's time counts from the launch, not from the planning: a launch that is found after a long stop is late
 * and waits for a person. Ids come from the person's row, so that planning twice meets the same touches (R23).
 */
export function plannedTouches(campaign: Campaign, contact: Contact): PlannedTouch[] {
  const { launchedAt, steps, sender } = campaign;
  return steps.map(({ channel, delayDays }, step) => {
    const id = touchIdOf(contact.rowId, campaign.id, step);
    const isFirst = step === 0 && launchedAt !== null;
    return {
      id,
      campaignId: campaign.id,
      contactId: contact.id,
      rowId: contact.rowId,
      step,
      channel,
      dueAt: isFirst ? plusMs(launchedAt, delayDays * dayMs) : null,
      messageId: messageIdOf(id, sender.address),
    };
  });
}
