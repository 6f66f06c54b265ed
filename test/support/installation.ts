// Answers for what a story from outside needs of an installation, whether it is one process or many.
import type { Clients } from './api-client.js';
import type { Settings } from './service-process.js';
import type { SmtpSink } from './smtp-sink.js';

export const withoutRates: Settings = { FAIRKNOCK_RATE_PER_SENDER: '0', FAIRKNOCK_RATE_PER_DOMAIN: '0' };

export interface Installation {
  readonly sink: SmtpSink;
  /** People signed in; their requests go to each process that answers, in turn. */
  readonly clients: Clients;
  /** What public links begin with. */
  readonly url: string;
  /** Of every process that answers requests. */
  readonly urls: readonly string[];
  /** What every process wrote to standard error, ended ones too. */
  readonly log: string;
  /** What every running process counted. */
  metrics(): Promise<string>;
  /** Asks every process to stop. @returns their exit codes. */
  stop(): Promise<(number | null)[]>;
  /** Stops what still runs and removes all data. */
  close(): Promise<void>;
}

export interface SetUp {
  /** As it is shown in titles. */
  readonly name: string;
  /** Rates are off unless the settings say otherwise. */
  open(settings?: Settings): Promise<Installation>;
}
