// Answers for which request to MongoDB is meant when a fault strikes: told by the collection and the content of the command.
import { contains, type Match } from './tcp-proxy.js';

/** A command of this name on this collection, as BSON writes its first element: type, name, length, value. */
export function command(name: string, collection: string, ...parts: readonly string[]): Match {
  const length = String.fromCharCode(collection.length + 1);
  return contains(`\x02${name}\0${length}\0\0\0${collection}\0`, ...parts);
}

/** The plan says that a touch is claimed, beside the claim itself. */
export const claimMark = command('update', 'touches', 'claimedAt');

/** On the way of a campaign, a touch, a wish and a leaf. */
export const operations = {
  'plan of touches': command('insert', 'touches'),
  'gate read': command('find', 'gate_rows', 'linearizable'),
  claim: command('update', 'ledger_rows', 'touches.stepKey'),
  settlement: command('update', 'ledger_rows', 'touches.$.state'),
  suppression: command('update', 'ledger_rows', 'suppressionLeafCount', '$concatArrays'),
  'change of the plan': command('update', 'touches', 'lastWrites', '$max'),
  'insert of the sequencer': command('insert', 'audit_leaves'),
  'pull of the sequencer': contains('$$leaf.id', '$filter'),
} satisfies Readonly<Record<string, Match>>;

export type Operation = keyof typeof operations;
