// Answers for how this process talks to MongoDB: journaled majorities, the primary, bounded waits.
import type { ConnectOptions } from 'mongoose';

const selectionMs = 5_000;
const connectMs = 5_000;
/** Longer than any command of ours: what takes longer is a lost answer. */
const socketMs = 10_000;
const writeConcernMs = 5_000;
const poolSize = 50;

/** What an address may say about concerns is overruled: a weaker one would grant what a fail-over takes back (R21). */
export const connectionOptions = {
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: writeConcernMs },
  readConcernLevel: 'majority',
  readPreference: 'primary',
  retryWrites: true,
  retryReads: true,
  maxPoolSize: poolSize,
  serverSelectionTimeoutMS: selectionMs,
  connectTimeoutMS: connectMs,
  socketTimeoutMS: socketMs,
  waitQueueTimeoutMS: socketMs,
  promoteBuffers: true,
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
} satisfies ConnectOptions;
