// Answers for what a merge adds to the row that stays: counts, entries, and the source's own objection (R22).
import type { PipelineStage } from 'mongoose';
import type { RowId } from '../../shared/ids.js';
import { literal, standingExpression } from './standing-suppression.js';
import type { CarriedRow, LedgerRowDocument } from './schemas/ledger-rows.schema.js';

/**
 * What is in flight becomes unknown here. The source keeps its own entry in flight, so that a suppressor who comes by it
 * still waits for its lease; its sender settles there, and the copy with it. A lift that was decided before loses (R15).
 */
export function carryInto(target: RowId, source: LedgerRowDocument): PipelineStage[] {
  const { used, touches, suppression, suppressionNumber } = source;
  const entries = touches.map((entry) => ({ ...entry, state: entry.state === 'in_flight' ? 'unknown' : entry.state }));
  const carried: CarriedRow = { row: source._id, number: suppressionNumber };
  const highest = { $max: ['$suppressionNumber', literal(suppressionNumber)] };
  const number = { $add: [highest, suppression === undefined ? 0 : 1] };
  const own = suppression === undefined ? null : { ...suppression, key: target };
  return [
    {
      $set: {
        'used.email': { $add: ['$used.email', used.email] },
        'used.call': { $add: ['$used.call', used.call] },
        touches: { $concatArrays: ['$touches', literal(entries)] },
        mergedFrom: { $concatArrays: ['$mergedFrom', literal([carried])] },
        suppressionNumber: number,
        ...(own === null ? {} : { suppression: standingExpression(own, own, number) }),
      },
    },
  ];
}
