// Answers for the plan of touches in SQLite: what is due is looked up campaign by campaign, so paused ones cost nothing.
import { Injectable } from '@nestjs/common';
import { TouchSchedule, touchStates } from '../../ports/touch-schedule.port.js';
import type { PlannedTouch, Touch, TouchChange, TouchCounts } from '../../ports/touch-schedule.port.js';
import type { ReasonCode } from '../../gate/reason-codes.js';
import type { Verdict } from '../../gate/verdict.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { CampaignId, ContactId, TouchId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { readTouchCursor, touchCursor } from '../../shared/touch-cursor.js';
import { countDeadSql, listDeadSql, requeueDeadSql } from './dead-letter-queries.js';
import { SqliteDatabase } from './sqlite-database.js';
import { toPage } from '../../shared/to-page.js';
import { touchChangeQuery } from './touch-change-query.js';
import { readTouchRow, touchColumns } from './touch-row.js';

const open = "state IN ('scheduled', 'held')";

const planSql = `
  INSERT INTO touches (id, campaign_id, contact_id, row_id, step, channel, state, due_at, message_id,
    try_count, changed_at, reasons, verdicts)
  VALUES (@id, @campaignId, @contactId, @rowId, @step, @channel, 'scheduled', @dueAt, @messageId, 0, 0, '[]', '[]')
  ON CONFLICT DO NOTHING`;

const dueSql = `
  SELECT id, due_at AS dueAt FROM touches
  WHERE campaign_id = ? AND due_at <= ? AND due_at IS NOT NULL AND ${open} ORDER BY due_at, id LIMIT ?`;

const nextDueSql = `
  SELECT due_at AS dueAt FROM touches
  WHERE campaign_id = ? AND due_at > ? AND due_at IS NOT NULL AND ${open} ORDER BY due_at LIMIT 1`;

const listSql = `
  SELECT ${touchColumns} FROM touches
  WHERE campaign_id = ? AND (contact_id, step) > (?, ?) ORDER BY contact_id, step LIMIT ?`;

// Batches: a campaign of a million touches must not hold the process for longer than a lease.
const batchSize = 2_000;

// Touches that were in hand when the campaign was paused; nothing but its resume ends their wait.
const notRunning: ReasonCode = 'CAMPAIGN_NOT_RUNNING';

const releaseSql = `
  UPDATE touches SET due_at = @at WHERE id IN (
    SELECT id FROM touches WHERE campaign_id = @id AND ${open} AND due_at < @at AND due_at IS NOT NULL
    UNION ALL SELECT id FROM touches WHERE campaign_id = @id AND state = 'held' AND due_at IS NULL
    UNION ALL SELECT id FROM touches
    WHERE campaign_id = @id AND state = 'held' AND due_at > @at AND instr(reasons, '"${notRunning}"') > 0
    LIMIT ${batchSize})`;

const cancelSql = (column: 'campaign_id' | 'contact_id'): string => `
  UPDATE touches SET state = 'cancelled', due_at = NULL, settled_at = @at, changed_at = @at
  WHERE id IN (SELECT id FROM touches WHERE ${column} = @id AND ${open} LIMIT ${batchSize})`;

interface DueRow {
  readonly id: TouchId;
  readonly dueAt: Instant;
}

@Injectable()
export class SqliteTouchSchedule extends TouchSchedule {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  plan(touches: readonly PlannedTouch[]): Promise<void> {
    return this.database.write(() => {
      const insert = this.database.prepare(planSql);
      for (const { id, campaignId, contactId, rowId, step, channel, dueAt, messageId } of touches) {
        insert.run({ id, campaignId, contactId, rowId, step, channel, dueAt, messageId });
      }
    });
  }

  due(now: Instant, limit: number): Promise<readonly Touch[]> {
    const select = this.database.prepare(dueSql);
    const rows = this.runningCampaigns().flatMap((campaignId) => select.all(campaignId, now, limit) as DueRow[]);
    rows.sort((left, right) => left.dueAt - right.dueAt || (left.id < right.id ? -1 : 1));
    const found = rows.slice(0, limit).map((row) => this.read(row.id));
    return Promise.resolve(found.filter((touch) => touch !== null));
  }

  nextDueAt(now: Instant): Promise<Instant | null> {
    const select = this.database.prepare(nextDueSql);
    const times = this.runningCampaigns()
      .map((campaignId) => (select.get(campaignId, now) as DueRow | undefined)?.dueAt)
      .filter((dueAt) => dueAt !== undefined);
    const earliest = times.reduce((least, dueAt) => Math.min(least, dueAt), Infinity);
    return Promise.resolve(times.length === 0 ? null : (earliest as Instant));
  }

  find(id: TouchId): Promise<Touch | null> {
    return Promise.resolve(this.read(id));
  }

  findByStep(campaignId: CampaignId, contactId: ContactId, step: number): Promise<Touch | null> {
    const sql = `SELECT ${touchColumns} FROM touches WHERE campaign_id = ? AND contact_id = ? AND step = ?`;
    const row = this.database.prepare(sql).get(campaignId, contactId, step);
    return Promise.resolve(row === undefined ? null : readTouchRow(row));
  }

  change(id: TouchId, change: TouchChange, decided?: { verdict: Verdict; event: AuditEvent | null }): Promise<boolean> {
    const { sql, values } = touchChangeQuery(id, change, decided);
    return this.database.write((tx) => {
      if (this.database.prepare(sql).run(...values).changes === 0) return false;
      if (decided?.event) tx.appendLeaf(decided.event);
      return true;
    });
  }

  listClaimed(before: Instant, limit: number): Promise<readonly Touch[]> {
    const sql = `SELECT ${touchColumns} FROM touches
                 WHERE state = 'claimed' AND changed_at < ? ORDER BY changed_at, id LIMIT ?`;
    return Promise.resolve(this.database.prepare(sql).all(before, limit).map(readTouchRow));
  }

  list(
    campaignId: CampaignId,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: readonly Touch[]; nextCursor: string | null }> {
    const { contactId, step } = readTouchCursor(cursor);
    const found = this.database
      .prepare(listSql)
      .all(campaignId, contactId, step, limit + 1)
      .map(readTouchRow);
    return Promise.resolve(toPage(found, limit, touchCursor));
  }

  listByContact(contactId: ContactId): Promise<readonly Touch[]> {
    const sql = `SELECT ${touchColumns} FROM touches WHERE contact_id = ? ORDER BY campaign_id, step`;
    return Promise.resolve(this.database.prepare(sql).all(contactId).map(readTouchRow));
  }

  counts(campaignId: CampaignId): Promise<TouchCounts> {
    const states = this.stateCounts(campaignId);
    const byState = Object.fromEntries(touchStates.map((state) => [state, states.get(state) ?? 0]));
    return Promise.resolve({ byState: byState as TouchCounts['byState'], byReason: this.reasonCounts(campaignId) });
  }

  hasOpen(campaignId: CampaignId): Promise<boolean> {
    const states = this.stateCounts(campaignId);
    return Promise.resolve(['scheduled', 'held', 'claimed'].some((state) => (states.get(state) ?? 0) > 0));
  }

  releaseHeld(campaignId: CampaignId, now: Instant): Promise<number> {
    return this.inBatches(releaseSql, campaignId, now);
  }

  cancelOpen(campaignId: CampaignId, at: Instant): Promise<number> {
    return this.inBatches(cancelSql('campaign_id'), campaignId, at);
  }

  cancelForContact(contactId: ContactId, at: Instant): Promise<number> {
    return this.inBatches(cancelSql('contact_id'), contactId, at);
  }

  deadLetters(cursor: TouchId | null, limit: number): Promise<{ items: readonly Touch[]; nextCursor: TouchId | null }> {
    const rows = this.database.prepare(listDeadSql).all(cursor ?? '', limit + 1);
    return Promise.resolve(toPage(rows.map(readTouchRow), limit, (touch) => touch.id));
  }

  deadLetterCount(): Promise<number> {
    const row = this.database.prepare(countDeadSql).get() as { touchCount: number };
    return Promise.resolve(row.touchCount);
  }

  requeue(id: TouchId, at: Instant, event: AuditEvent): Promise<boolean> {
    return this.database.write((tx) => {
      if (this.database.prepare(requeueDeadSql).run(at, id).changes === 0) return false;
      tx.appendLeaf(event);
      return true;
    });
  }

  /** Until a batch was not full; what it changed once does not match again. */
  private async inBatches(sql: string, id: string, at: Instant): Promise<number> {
    let total = 0;
    let changes: number;
    do {
      ({ changes } = await this.database.write(() => this.database.prepare(sql).run({ id, at })));
      total += changes;
    } while (changes === batchSize);
    return total;
  }

  private read(id: TouchId): Touch | null {
    const row = this.database.prepare(`SELECT ${touchColumns} FROM touches WHERE id = ?`).get(id);
    return row === undefined ? null : readTouchRow(row);
  }

  private runningCampaigns(): CampaignId[] {
    const rows = this.database.prepare("SELECT id FROM campaigns WHERE state = 'running'").all();
    return rows.map((row) => (row as { id: CampaignId }).id);
  }

  private stateCounts(campaignId: CampaignId): Map<string, number> {
    const sql = 'SELECT state, touch_count AS touchCount FROM touch_counts WHERE campaign_id = ?';
    const rows = this.database.prepare(sql).all(campaignId) as { state: string; touchCount: number }[];
    return new Map(rows.map((row) => [row.state, row.touchCount]));
  }

  private reasonCounts(campaignId: CampaignId): Record<string, number> {
    const sql = `SELECT reason.value AS code, sum(touchCount) AS touchCount FROM (
                   SELECT reasons, count(*) AS touchCount FROM touches
                   WHERE campaign_id = ? AND state IN ('held', 'blocked') GROUP BY reasons
                 ), json_each(reasons) AS reason GROUP BY reason.value ORDER BY reason.value`;
    const rows = this.database.prepare(sql).all(campaignId) as { code: string; touchCount: number }[];
    return Object.fromEntries(rows.map((row) => [row.code, row.touchCount]));
  }
}
