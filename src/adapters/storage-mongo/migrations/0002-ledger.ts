// Answers for the collections of the ledger: one document per person, gate rows, and the suppressions that stand in them.
import { gateRows } from '../schemas/gate-rows.schema.js';
import { ledgerRows } from '../schemas/ledger-rows.schema.js';
import { leavesIndex, makeCollections, type Migration } from './migration.js';

/** The copy with the highest number comes first: it is the one that counts (R15). */
const suppressionIndex = {
  name: 'suppressions',
  key: { 'suppression.id': 1, 'suppression.number': -1 },
  partialFilterExpression: { 'suppression.id': { $exists: true } },
} as const;

const inFlightIndex = {
  name: 'in_flight',
  key: { 'touches.state': 1 },
  partialFilterExpression: { 'touches.state': 'in_flight' },
} as const;

const mergersIndex = {
  name: 'mergers',
  key: { mergedInto: 1, carried: 1 },
  partialFilterExpression: { mergedInto: { $exists: true } },
} as const;

export const ledger: Migration = {
  id: 2,
  run: (database) =>
    makeCollections(database, [
      { of: ledgerRows, indexes: [leavesIndex, suppressionIndex, inFlightIndex, mergersIndex] },
      { of: gateRows, indexes: [leavesIndex, suppressionIndex] },
    ]),
};
