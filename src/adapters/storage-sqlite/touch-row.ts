// Answers for the row of a touch: reading it, and the columns that a change may set.
import type { Touch, TouchChange } from '../../ports/touch-schedule.port.js';
import type { Verdict } from '../../gate/verdict.js';

interface TouchRow extends Omit<Touch, 'smtp' | 'verdicts'> {
  readonly smtp: string | null;
  readonly verdicts: string;
}

export const touchColumns = `
  id, campaign_id AS campaignId, contact_id AS contactId, row_id AS rowId, step, channel, state, due_at AS dueAt,
  message_id AS messageId, claimed_at AS claimedAt, started_at AS startedAt, settled_at AS settledAt, smtp,
  try_count AS tryCount, verdicts`;

export function readTouchRow(row: unknown): Touch {
  const touch = row as TouchRow;
  return {
    ...touch,
    smtp: touch.smtp === null ? null : (JSON.parse(touch.smtp) as Touch['smtp']),
    verdicts: JSON.parse(touch.verdicts) as Verdict[],
  };
}

const changeableColumns: Readonly<Record<keyof TouchChange, string>> = {
  state: 'state',
  dueAt: 'due_at',
  claimedAt: 'claimed_at',
  startedAt: 'started_at',
  settledAt: 'settled_at',
  smtp: 'smtp',
  tryCount: 'try_count',
};

export interface Assignment {
  readonly column: string;
  readonly value: string | number | null;
}

export function assignmentsOf(change: TouchChange): Assignment[] {
  return (Object.keys(changeableColumns) as (keyof TouchChange)[]).flatMap((field) => {
    const value = change[field];
    if (value === undefined) return [];
    const isObject = typeof value === 'object' && value !== null;
    return [{ column: changeableColumns[field], value: isObject ? JSON.stringify(value) : value }];
  });
}
