// Answers for doing something else between two steps of the store, and for losing, delaying and doubling single commands.
import { mongo } from 'mongoose';
import type { MongoDatabase } from '../../src/adapters/storage-mongo/mongo-database.js';
import type { StepHook } from '../../src/adapters/storage-mongo/step-hook.js';

export type Moment = `${'before' | 'after'} ${string}`;

interface Scripted {
  readonly moment: Moment;
  readonly act: () => Promise<unknown>;
}

/** The connection ended: before the request had left, or before the answer came. */
export function connectionLost(): Error {
  return new mongo.MongoNetworkError('connection lost by the test');
}

/** What a process that dies would leave undone; no error that is asked again. */
export class Died extends Error {}

export class ScriptedSteps implements StepHook {
  private scripted: Scripted[] = [];

  /** Once, at the next such moment of this process. What it throws is thrown by the driver. */
  once(moment: Moment, act: () => Promise<unknown>): void {
    this.scripted.push({ moment, act });
  }

  /** The next such request is lost: the server never sees it. */
  loseRequest(step: string): void {
    this.once(`before ${step}`, () => Promise.reject(connectionLost()));
  }

  /** The next such request is carried out, its answer is lost. */
  loseAnswer(step: string): void {
    this.once(`after ${step}`, () => Promise.reject(connectionLost()));
  }

  /** The process ends there. */
  dieAt(moment: Moment): void {
    this.once(moment, () => Promise.reject(new Died()));
  }

  /** True when everything that was scripted has happened: a test that waits for a step that is never taken proves nothing. */
  get isOver(): boolean {
    return this.scripted.length === 0;
  }

  before(step: string): Promise<void> {
    return this.pass(`before ${step}`);
  }

  after(step: string): Promise<void> {
    return this.pass(`after ${step}`);
  }

  private async pass(moment: Moment): Promise<void> {
    const next = this.scripted.find((each) => each.moment === moment);
    if (next === undefined) return;
    this.scripted = this.scripted.filter((each) => each !== next);
    await next.act();
  }
}

/**
 * Remembers the latest command of this step, so that it can reach the server again: a doubled write, or, where its first
 * request was lost, a write that comes late.
 */
export function latestOf(database: MongoDatabase, step: string): { again(): Promise<unknown> } {
  let latest: (() => Promise<unknown>) | null = null;
  const run = database.run.bind(database);
  database.run = (each, operation) => {
    if (each === step) latest = operation;
    return run(each, operation);
  };
  return {
    again: () => {
      if (latest === null) throw new Error(`the step ${step} was never taken`);
      return latest();
    },
  };
}
