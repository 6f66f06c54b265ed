// Answers for the document of a touch: reading it, and how a planned one begins.
import type { PlannedTouch, Touch } from '../../ports/touch-schedule.port.js';
import type { TouchDocument } from './schemas/touches.schema.js';

/** What a touch is read with: not its leaves and tokens. */
export const touchPaths = {
  campaignId: 1,
  contactId: 1,
  rowId: 1,
  step: 1,
  channel: 1,
  state: 1,
  dueAt: 1,
  messageId: 1,
  claimedAt: 1,
  startedAt: 1,
  settledAt: 1,
  smtp: 1,
  tryCount: 1,
  verdicts: 1,
} as const;

export function readTouchRow(row: TouchDocument): Touch {
  const { _id: id, campaignId, contactId, rowId, step, channel, state, tryCount } = row;
  return {
    ...{ id, campaignId, contactId, rowId, step, channel, state, tryCount },
    dueAt: row.dueAt ?? null,
    messageId: row.messageId ?? null,
    claimedAt: row.claimedAt ?? null,
    startedAt: row.startedAt ?? null,
    settledAt: row.settledAt ?? null,
    smtp: row.smtp ?? null,
    verdicts: row.verdicts ?? [],
  };
}

export function plannedTouchRow(touch: PlannedTouch): TouchDocument {
  const { id: _id, campaignId, contactId, rowId, step, channel, dueAt, messageId } = touch;
  return {
    ...{ _id, campaignId, contactId, rowId, step, channel },
    state: 'scheduled',
    ...(dueAt === null ? {} : { dueAt }),
    ...(messageId === null ? {} : { messageId }),
    tryCount: 0,
    changedAt: 0,
    lastWrites: [],
  };
}
