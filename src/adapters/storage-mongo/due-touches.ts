// Answers for what is due in the running campaigns: each asked for its own, all at once, merged here.
import type { CampaignId, TouchId } from '../../shared/ids.js';
import type { Instant } from '../../shared/instant.js';
import { justAfter } from './just-after.js';
import type { MongoDatabase } from './mongo-database.js';
import { campaigns } from './schemas/campaigns.schema.js';
import { touches, type TouchDocument } from './schemas/touches.schema.js';

type DueRow = Required<Pick<TouchDocument, '_id' | 'dueAt'>>;

const openStates = ['scheduled', 'held'] as const;
const byTime = { dueAt: 1, _id: 1 } as const;

/** Ids, oldest first. The queries are answered from the index alone. */
export async function dueTouches(database: MongoDatabase, now: Instant, limit: number): Promise<TouchId[]> {
  const rows = await ofRunning(database, { dueAt: { $lt: justAfter(now) } }, limit);
  rows.sort((left, right) => left.dueAt - right.dueAt || (left._id < right._id ? -1 : 1));
  return rows.slice(0, limit).map((row) => row._id);
}

/** The earliest time after now; null where there is none. */
export async function nextDueTime(database: MongoDatabase, now: Instant): Promise<Instant | null> {
  const rows = await ofRunning(database, { dueAt: { $gt: now } }, 1);
  const earliest = rows.reduce((least, row) => Math.min(least, row.dueAt), Infinity);
  return rows.length === 0 ? null : (earliest as Instant);
}

async function ofRunning(
  database: MongoDatabase,
  condition: { readonly dueAt: { readonly $gt: Instant } | { readonly $lt: Instant } },
  limit: number,
): Promise<DueRow[]> {
  const model = database.model(touches);
  const queries = (await runningCampaigns(database)).flatMap((campaignId) =>
    openStates.map((state) => ({ campaignId, state, ...condition })),
  );
  const found = await Promise.all(
    queries.map((query) =>
      database.run('touch.due', () => model.find(query, byTime, { sort: byTime, limit }).lean<DueRow[]>()),
    ),
  );
  return found.flat();
}

async function runningCampaigns(database: MongoDatabase): Promise<CampaignId[]> {
  const model = database.model(campaigns);
  const found = await database.run('touch.running', () =>
    model.find({ state: 'running' }, { _id: 1 }).lean<{ _id: CampaignId }[]>(),
  );
  return found.map(({ _id }) => _id);
}
