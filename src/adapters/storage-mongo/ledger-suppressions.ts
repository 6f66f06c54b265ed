// Answers for the suppression of a person or gate as it stands, whichever of their documents say so, and for listing them.
import type { Suppression, SuppressionPage } from '../../ports/touch-ledger.port.js';
import type { SuppressionId } from '../../shared/ids.js';
import type { MongoDatabase } from './mongo-database.js';
import { carriedRows } from './person-rows.js';
import { gateRows, type GateRowDocument } from './schemas/gate-rows.schema.js';
import { ledgerRows, type LedgerRowDocument } from './schemas/ledger-rows.schema.js';
import { firstSuppression } from './standing-suppression.js';

export interface PersonSuppression {
  readonly suppression: Suppression | null;
  readonly number: number;
}

/**
 * A merged person has several rows, each with a number of its own: what was written to any of them after it was carried
 * raises the person's (R15). The row that stays says what stands; another only until its suppressor has come there (R12).
 * @param rows the one that stays first; mergers that are carried only.
 */
export function suppressionOf(rows: readonly LedgerRowDocument[]): PersonSuppression {
  const carried = new Map(rows.flatMap((row) => row.mergedFrom.map(({ row: id, number }) => [id, number] as const)));
  const number = rows.reduce((sum, row) => sum + row.suppressionNumber - (carried.get(row._id) ?? 0), 0);
  const [first, ...others] = rows.flatMap(({ suppression }) => suppression ?? []);
  // Whichever row heard it: the person's own wish outweighs a technical cause.
  const standing = first === undefined ? undefined : others.reduce((one, other) => firstSuppression(other, one), first);
  return { suppression: standing === undefined ? null : { ...standing, number }, number };
}

export async function findSuppression(database: MongoDatabase, id: SuppressionId): Promise<Suppression | null> {
  const found = await read(database, { 'suppression.id': id }, copiesOfOne);
  const [suppression] = await standing(database, found);
  return suppression ?? null;
}

/** A person's copies, or a gate's under each key version: more there are not. */
const copiesOfOne = 200;

/** Each of them once, in the order of their ids. */
export async function listSuppressions(
  database: MongoDatabase,
  cursor: string | null,
  limit: number,
): Promise<SuppressionPage> {
  const items: Suppression[] = [];
  let after = cursor ?? '';
  while (items.length <= limit) {
    const found = await read(database, { 'suppression.id': { $gt: after } }, limit + 1);
    items.push(...(await standing(database, found)));
    const last = found.at(-1)?.suppression?.id;
    if (last === undefined) break;
    after = last;
  }
  const page = items.slice(0, limit);
  return { items: page, nextCursor: items.length > limit ? (page.at(-1)?.id ?? null) : null };
}

type Holder = LedgerRowDocument | GateRowDocument;

/** The first of them in both collections, of equal ids the highest number first. A stop has no suppression in it. */
async function read(database: MongoDatabase, filter: object, limit: number): Promise<Holder[]> {
  const order = { 'suppression.id': 1, 'suppression.number': -1 } as const;
  const found = await Promise.all(
    [ledgerRows, gateRows].map((collection) => {
      const model = database.model(collection as unknown as typeof ledgerRows);
      return database.run('suppressions.read', () => model.find(filter).sort(order).limit(limit).lean<Holder[]>());
    }),
  );
  return found
    .flat()
    .sort((left, right) => (idOf(left) < idOf(right) ? -1 : 1))
    .slice(0, limit);
}

function idOf({ suppression }: Holder): string {
  return suppression?.id ?? '';
}

/** One for each id; a merged row says nothing where the row that stays has another suppression, and counts with it. */
async function standing(database: MongoDatabase, holders: readonly Holder[]): Promise<Suppression[]> {
  const items: Suppression[] = [];
  for (const holder of holders) {
    const item = 'touches' in holder ? await ofPerson(database, holder) : (holder.suppression ?? null);
    if (item !== null && item.id === holder.suppression?.id && item.id !== items.at(-1)?.id) items.push(item);
  }
  return items;
}

async function ofPerson(database: MongoDatabase, row: LedgerRowDocument): Promise<Suppression | null> {
  const isAlone = row.mergedFrom.length === 0 && row.carried === undefined;
  return suppressionOf(isAlone ? [row] : await carriedRows(database, row._id)).suppression;
}
