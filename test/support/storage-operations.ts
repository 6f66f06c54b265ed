// Answers for random sequences of operations over all storage ports, and for making one sequence on two engines at once.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { normalisedLeaves } from './normalised-leaves.js';
import { contactOperations } from './storage-operations-contacts.js';
import { documentOperations } from './storage-operations-documents.js';
import { ledgerOperations } from './storage-operations-ledger.js';
import { touchOperations } from './storage-operations-touches.js';
import { Choices, StorageWorld, type OperationMaker, type StorageOperation } from './storage-operations-world.js';
import type { StorageOpener, StoragePorts } from './storage-ports.js';

const makers = { ...ledgerOperations, ...contactOperations, ...touchOperations, ...documentOperations };
export type Verb = keyof typeof makers;

export interface Command {
  readonly verb: Verb;
  readonly choices: readonly number[];
}

/** How often each comes; what is not named comes once. */
const weights: Partial<Record<Verb, number>> = {
  claim: 9,
  settle: 8,
  resolve: 4,
  suppress: 3,
  lift: 4,
  merge: 2,
  readLedger: 5,
  create: 4,
  save: 2,
  readContacts: 3,
  plan: 3,
  change: 7,
  readTouches: 4,
  request: 3,
};

const choiceCount = 12;
const choices = fc.array(fc.nat({ max: 719 }), { minLength: 0, maxLength: choiceCount, size: 'max' });

/** Sequences that shrink to few operations with plain choices. */
export function storageCommands(maxLength: number): fc.Arbitrary<Command[]> {
  const verbs = Object.keys(makers) as Verb[];
  const each = verbs.map((verb) => ({
    weight: weights[verb] ?? 1,
    arbitrary: fc.record({ verb: fc.constant(verb), choices }),
  }));
  return fc.array(fc.oneof(...each), { minLength: 1, maxLength, size: 'max' });
}

/** @returns in what the two engines differ after the same operations; null where they do not. */
export async function firstDifference(
  commands: readonly Command[],
  open: readonly [StorageOpener, StorageOpener],
): Promise<string | null> {
  const [left, right] = [await open[0](), await open[1]()];
  try {
    return (await differingResult(commands, left, right)) ?? (await differingLeaf(left, right));
  } finally {
    await Promise.all([left.close(), right.close()]);
  }
}

async function differingResult(commands: readonly Command[], left: StoragePorts, right: StoragePorts) {
  const world = new StorageWorld();
  for (const [index, { verb, choices: numbers }] of commands.entries()) {
    const maker: OperationMaker = makers[verb];
    const made = maker(world, new Choices(numbers));
    const isTold = (name: string) => !world.hasMergers || !suppressionNumbers.has(name);
    const [one, other] = await Promise.all([outcomeOf(made, left, isTold), outcomeOf(made, right, isTold)]);
    if (!isDeepStrictEqual(one.said, other.said))
      return told(`operation ${String(index)}, ${verb}`, one.said, other.said);
    if (one.isDone) made.learn(one.result);
  }
  return null;
}

/** A merger raises a person's number (R15); by how much, each engine counts for itself. */
const suppressionNumbers = new Set(['number', 'suppressionNumber']);

/** What an engine made of it: its result as data, or the code of its refusal. */
async function outcomeOf({ run }: StorageOperation, ports: StoragePorts, isTold: (name: string) => boolean) {
  try {
    const result = await run(ports);
    // As it would cross a wire: what is undefined is not there.
    const said = JSON.stringify({ result }, (name, value: unknown) => (isTold(name) ? value : undefined));
    return { isDone: true, result, said: JSON.parse(said) as unknown };
  } catch (error) {
    const { name, code } = error as { name: string; code?: string };
    if (code === undefined) throw error;
    return { isDone: false, result: null, said: { name, code } };
  }
}

async function differingLeaf(left: StoragePorts, right: StoragePorts): Promise<string | null> {
  const [ones, others] = [await normalisedLeaves(left.auditLog), await normalisedLeaves(right.auditLog)];
  const ids = [...new Set([...ones, ...others].map(({ id }) => id))].sort();
  for (const id of ids) {
    const [one, other] = [ones, others].map((leaves) => leaves.find((leaf) => leaf.id === id) ?? null);
    if (!isDeepStrictEqual(one, other)) return told('a leaf', one, other);
  }
  return null;
}

function told(what: string, one: unknown, other: unknown): string {
  const { path, values } = firstApart(one, other, '');
  return `${what}${path}:\n  ${values.map((value) => (value === undefined ? 'nothing' : JSON.stringify(value))).join('\n  ')}`;
}

/** Down to the smallest part that differs. */
function firstApart(one: unknown, other: unknown, path: string): { path: string; values: [unknown, unknown] } {
  if (!isRecord(one) || !isRecord(other)) return { path, values: [one, other] };
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const apart = names.filter((name) => !isDeepStrictEqual(one[name], other[name]));
  const [name] = apart;
  if (name === undefined || apart.length > 2) return { path, values: [one, other] };
  return firstApart(one[name], other[name], `${path}.${name}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
