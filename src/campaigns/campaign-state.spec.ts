// Answers for the proof that a campaign moves only along its state machine.
import { describe, expect, it } from '@jest/globals';
import { campaignStates, type CampaignState } from '../ports/campaign-store.port.js';
import { nextCampaignState, type CampaignAct } from './campaign-state.js';

const table: Readonly<Record<CampaignAct, Partial<Record<CampaignState, CampaignState>>>> = {
  launch: { draft: 'running' },
  pause: { running: 'paused' },
  resume: { paused: 'running', running: 'running' },
  stop: { running: 'stopped', paused: 'stopped' },
};
const rows = (Object.keys(table) as CampaignAct[]).flatMap((act) =>
  campaignStates.map((state) => [act, state, table[act][state] ?? null] as const),
);

describe('nextCampaignState', () => {
  it.each(rows)('answers when asked to %s a campaign that is %s: %s [A22]', (act, state, expected) => {
    expect(nextCampaignState(state, act)).toBe(expected);
  });
});
