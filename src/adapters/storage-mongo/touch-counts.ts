// Answers for counting the touches of a campaign by state and reason, in the server and from indexes alone.
import { touchStates } from '../../ports/touch-schedule.port.js';
import type { TouchCounts, TouchState } from '../../ports/touch-schedule.port.js';
import type { CampaignId } from '../../shared/ids.js';
import type { MongoDatabase } from './mongo-database.js';
import { touches } from './schemas/touches.schema.js';

interface Group<Id> {
  readonly _id: Id;
  readonly touchCount: number;
}

const touchCount = { $sum: 1 } as const;

export async function countTouches(database: MongoDatabase, campaignId: CampaignId): Promise<TouchCounts> {
  const [states, reasonSets] = await Promise.all([
    stateGroups(database, campaignId),
    reasonGroups(database, campaignId),
  ]);
  const counts = new Map(states.map((group) => [group._id, group.touchCount]));
  const byState = Object.fromEntries(touchStates.map((state) => [state, counts.get(state) ?? 0]));
  return { byState: byState as TouchCounts['byState'], byReason: sumByReason(reasonSets) };
}

function stateGroups(database: MongoDatabase, campaignId: CampaignId): Promise<Group<TouchState>[]> {
  const pipeline = [
    { $match: { campaignId, state: { $in: [...touchStates] } } },
    { $group: { _id: '$state', touchCount } },
  ];
  const model = database.model(touches);
  return database.run('touch.count', () => model.aggregate<Group<TouchState>>(pipeline).hint('due'));
}

function reasonGroups(database: MongoDatabase, campaignId: CampaignId): Promise<Group<string>[]> {
  const judged = { campaignId, state: { $in: ['held', 'blocked'] }, reasonSet: { $exists: true } };
  const pipeline = [{ $match: judged }, { $group: { _id: '$reasonSet', touchCount } }];
  const model = database.model(touches);
  return database.run('touch.countReasons', () => model.aggregate<Group<string>>(pipeline).hint('reason_sets'));
}

/** There are few sets, however many touches. */
function sumByReason(groups: readonly Group<string>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const group of groups) {
    for (const code of group._id.split(',')) sums.set(code, (sums.get(code) ?? 0) + group.touchCount);
  }
  return Object.fromEntries([...sums].sort(([left], [right]) => (left < right ? -1 : 1)));
}
