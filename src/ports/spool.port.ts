// Answers for keeping an accepted upload until it is worked through, across a crash.
import type { Readable } from 'node:stream';

export abstract class Spool {
  /** Stores the whole stream durably. @returns the name to read it by. */
  abstract write(name: string, body: Readable): Promise<void>;
  abstract read(name: string): Readable;
  /** Removes it; no error where it is gone. */
  abstract remove(name: string): Promise<void>;
}
