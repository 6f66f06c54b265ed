// Answers for the plan of touches in MongoDB: what is due is looked up campaign by campaign, so paused ones cost nothing.
import { Injectable } from '@nestjs/common';
import type { Model } from 'mongoose';
import { TouchSchedule } from '../../ports/touch-schedule.port.js';
import type { PlannedTouch, Touch, TouchChange, TouchCounts } from '../../ports/touch-schedule.port.js';
import type { ReasonCode } from '../../gate/reason-codes.js';
import type { Verdict } from '../../gate/verdict.js';
import type { AuditEvent } from '../../shared/audit-leaf.js';
import type { CampaignId, ContactId, TouchId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { readTouchCursor, touchCursor } from '../../shared/touch-cursor.js';
import { toPage } from '../../shared/to-page.js';
import { isDeadLetter } from './dead-letter-queries.js';
import { dueTouches, nextDueTime } from './due-touches.js';
import { LeafMaker } from './leaf-maker.js';
import { MongoDatabase } from './mongo-database.js';
import { OpenTouches } from './open-touches.js';
import { touches, type TouchDocument } from './schemas/touches.schema.js';
import { changeInBatches } from './touch-batches.js';
import { touchChangeQuery } from './touch-change-query.js';
import { countTouches } from './touch-counts.js';
import { plannedTouchRow, readTouchRow, touchPaths } from './touch-row.js';
import { insertMissing, updateOnce } from './write-once.js';

const open = { $in: ['scheduled', 'held'] } as const;

// Touches that were in hand when the campaign was paused; nothing but its resume ends their wait.
const notRunning: ReasonCode = 'CAMPAIGN_NOT_RUNNING';

@Injectable()
export class MongoTouchSchedule extends TouchSchedule {
  private readonly openTouches: OpenTouches;

  constructor(private readonly database: MongoDatabase) {
    super();
    this.openTouches = new OpenTouches(database);
  }

  plan(planned: readonly PlannedTouch[]): Promise<void> {
    return insertMissing(this.database, { step: 'touch.plan', of: touches }, planned.map(plannedTouchRow));
  }

  async due(now: Instant, limit: number): Promise<readonly Touch[]> {
    const ids = await dueTouches(this.database, now, limit);
    const found = await this.select('touch.due', { _id: { $in: ids } });
    const byId = new Map(found.map((touch) => [touch.id, touch]));
    return ids.map((id) => byId.get(id)).filter((touch) => touch !== undefined);
  }

  nextDueAt(now: Instant): Promise<Instant | null> {
    return nextDueTime(this.database, now);
  }

  async find(id: TouchId): Promise<Touch | null> {
    const [touch] = await this.select('touch.find', { _id: id });
    return touch ?? null;
  }

  async findByStep(campaignId: CampaignId, contactId: ContactId, step: number): Promise<Touch | null> {
    const [touch] = await this.select('touch.step', { campaignId, contactId, step });
    return touch ?? null;
  }

  async change(
    id: TouchId,
    change: TouchChange,
    decided?: { verdict: Verdict; event: AuditEvent | null },
  ): Promise<boolean> {
    const leaves = decided?.event ? [await LeafMaker.of(this.database).make(decided.event)] : [];
    const place = { step: 'touch.change', of: touches };
    return updateOnce(this.database, place, { ...touchChangeQuery(id, change, decided), leaves });
  }

  listClaimed(before: Instant, limit: number): Promise<readonly Touch[]> {
    const query = { state: 'claimed', changedAt: { $lt: before } };
    return this.select('touch.claimed', query, { sort: { changedAt: 1, _id: 1 }, limit });
  }

  /** Two queries instead of one with `$or`: each is a stretch of the same index. */
  async list(
    campaignId: CampaignId,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: readonly Touch[]; nextCursor: string | null }> {
    const { contactId, step } = readTouchCursor(cursor);
    const sort = { contactId: 1, step: 1 } as const;
    const sameContact = { campaignId, contactId, step: { $gt: step } };
    const found = await this.select('touch.list', sameContact, { sort, limit: limit + 1 });
    const rest = limit + 1 - found.length;
    const others = { campaignId, contactId: { $gt: contactId } };
    const more = rest === 0 ? [] : await this.select('touch.list', others, { sort, limit: rest });
    return toPage([...found, ...more], limit, touchCursor);
  }

  listByContact(contactId: ContactId): Promise<readonly Touch[]> {
    return this.select('touch.contact', { contactId }, { sort: { campaignId: 1, step: 1 } });
  }

  counts(campaignId: CampaignId): Promise<TouchCounts> {
    return countTouches(this.database, campaignId);
  }

  hasOpen(campaignId: CampaignId): Promise<boolean> {
    return this.openTouches.has(campaignId);
  }

  async releaseHeld(campaignId: CampaignId, now: Instant): Promise<number> {
    const changes = { $set: { dueAt: now } };
    const filters = [
      { campaignId, state: 'scheduled', dueAt: { $lt: now } },
      { campaignId, state: 'held', dueAt: { $lt: now } },
      { campaignId, state: 'held', dueAt: null },
      { campaignId, state: 'held', dueAt: { $gt: now }, reasons: notRunning },
    ];
    let total = 0;
    for (const filter of filters) {
      total += await changeInBatches(this.database, { step: 'touch.release', filter, changes });
    }
    return total;
  }

  cancelOpen(campaignId: CampaignId, at: Instant): Promise<number> {
    return this.cancel({ campaignId, state: open }, at);
  }

  cancelForContact(contactId: ContactId, at: Instant): Promise<number> {
    return this.cancel({ contactId, state: open }, at);
  }

  async deadLetters(
    cursor: TouchId | null,
    limit: number,
  ): Promise<{ items: readonly Touch[]; nextCursor: TouchId | null }> {
    const query = { ...isDeadLetter, _id: { $gt: cursor ?? '' } };
    const found = await this.select('touch.dead', query, { sort: { _id: 1 }, limit: limit + 1 });
    return toPage(found, limit, (touch) => touch.id);
  }

  deadLetterCount(): Promise<number> {
    return this.database.run('touch.deadCount', () => this.database.model(touches).countDocuments(isDeadLetter));
  }

  async requeue(id: TouchId, at: Instant, event: AuditEvent): Promise<boolean> {
    const place = { step: 'touch.requeue', of: touches };
    return updateOnce(this.database, place, {
      filter: { _id: id, ...isDeadLetter },
      changes: { $set: { dueAt: at } },
      leaves: [await LeafMaker.of(this.database).make(event)],
    });
  }

  private cancel(filter: Readonly<Record<string, unknown>>, at: Instant): Promise<number> {
    const changes = {
      $set: { state: 'cancelled', settledAt: at },
      $unset: { dueAt: 1 },
      $max: { changedAt: at },
    } as const;
    return changeInBatches(this.database, { step: 'touch.cancel', filter, changes });
  }

  private async select(
    step: string,
    query: Readonly<Record<string, unknown>>,
    options: { readonly sort?: Record<string, 1>; readonly limit?: number } = {},
  ): Promise<Touch[]> {
    const model = this.database.model(touches) as unknown as Model<{ readonly _id: string }>;
    const found = await this.database.run(step, () => model.find(query, touchPaths, options).lean<TouchDocument[]>());
    return found.map(readTouchRow);
  }
}
