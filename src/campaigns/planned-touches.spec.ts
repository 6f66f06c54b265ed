// Answers for the proof that planning twice, or for two contacts of one person, meets the same touches.
import { describe, expect, it } from '@jest/globals';
import { aCampaign } from '../../test/support/campaign.builder.js';
import { aContact } from '../../test/support/contact.builder.js';
import { noon } from '../../test/support/event.builder.js';
import { dayMs } from '../shared/instant.js';
import { plannedTouches } from './planned-touches.js';

const [step] = aCampaign().steps;
const campaign = aCampaign({ steps: [step!, { ...step!, delayDays: 7 }] });

describe('plannedTouches', () => {
  it('makes one touch per step, of which only the first is due, when a campaign was launched', () => {
    const touches = plannedTouches(campaign, aContact());
    expect(touches.map((touch) => [touch.step, touch.dueAt])).toEqual([
      [0, noon],
      [1, null],
    ]);
    expect(new Set(touches.map((touch) => touch.messageId)).size).toBe(2);
  });

  it('counts the first delay from the launch when there is one', () => {
    const later = aCampaign({ steps: [{ ...step!, delayDays: 2 }] });
    expect(plannedTouches(later, aContact())[0]?.dueAt).toBe(noon + 2 * dayMs);
  });

  it('makes the same ids when two contacts are one person [R23]', () => {
    const person = aContact();
    const again = { ...aContact(), rowId: person.rowId };
    const ids = (contact: typeof person) => plannedTouches(campaign, contact).map((touch) => touch.id);
    expect(again.id).not.toBe(person.id);
    expect(ids(again)).toEqual(ids(person));
  });
});
