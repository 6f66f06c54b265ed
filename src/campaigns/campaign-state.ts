// Answers for which step leads from which state of a campaign to which.
import type { CampaignState } from '../ports/campaign-store.port.js';

export type CampaignAct = 'launch' | 'pause' | 'resume' | 'stop';

/** Resuming a running campaign releases the touches that wait for a person. Stopping is for ever. */
const moves: Readonly<Record<CampaignAct, Partial<Record<CampaignState, CampaignState>>>> = {
  launch: { draft: 'running' },
  pause: { running: 'paused' },
  resume: { paused: 'running', running: 'running' },
  stop: { running: 'stopped', paused: 'stopped' },
};

/** The state after the act; null where the present state does not allow it. */
export function nextCampaignState(state: CampaignState, act: CampaignAct): CampaignState | null {
  return moves[act][state] ?? null;
}
