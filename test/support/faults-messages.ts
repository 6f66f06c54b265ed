// Answers for which request to MongoDB is meant when a fault strikes: told by the collection and the content of the command.
import { contains, type Match } from './tcp-proxy.js';

/** Operations on the way of a touch, of a wish and of a leaf. */
export const operations = {
  'gate read': contains('gate_rows', 'linearizable'),
  claim: contains('ledger_rows', 'touches.stepKey'),
  settlement: contains('ledger_rows', 'touches.$.state'),
  suppression: contains('ledger_rows', 'suppressionLeafCount', '$concatArrays'),
  'change of the plan': contains('changedAt', 'lastWrites', '$max'),
  'insert of the sequencer': contains('audit_leaves', 'leafHash'),
  'pull of the sequencer': contains('$$leaf.id', '$filter'),
} satisfies Readonly<Record<string, Match>>;

export type Operation = keyof typeof operations;
