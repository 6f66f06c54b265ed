// Answers for a suppression as it stands inside the row or gate row that it closes.
import type { Suppression } from '../../../ports/touch-ledger.port.js';
import { part } from '../mongo-collection.js';

export type StoredSuppression = Suppression;

export const suppressionPart = part({
  id: String,
  kind: String,
  key: String,
  cause: String,
  receivedAt: Number,
  effectiveAt: Number,
  note: String,
  domain: String,
  number: Number,
});
