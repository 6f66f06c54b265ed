// Answers for several processes of one installation on one MongoDB, each with commands that a test can stop and lose.
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { startMongo, type MongoServer } from './mongo-server.js';
import { openMongoStorage, type MongoStorage } from './open-mongo-storage.js';
import { ScriptedSteps } from './scripted-steps.js';

export type MongoProcess = MongoStorage & { readonly steps: ScriptedSteps };

/** On an empty database of their own. */
export class MongoProcesses {
  private constructor(
    private readonly server: MongoServer,
    readonly all: MongoProcess[],
  ) {}

  static async open(server: MongoServer, count = 2): Promise<MongoProcesses> {
    const processes = new MongoProcesses(server, []);
    for (let index = 0; index < count; index += 1) await processes.add();
    return processes;
  }

  /** One more; after one has died, for example. */
  async add(): Promise<MongoProcess> {
    const [first] = this.all;
    const steps = new ScriptedSteps();
    const same = first === undefined ? {} : { databaseName: first.databaseName };
    const process = { ...(await openMongoStorage(this.server, { steps, ...same })), steps };
    this.all.push(process);
    return process;
  }

  /** @throws where something that a test scripted never happened. */
  async close(): Promise<void> {
    for (const process of this.all) await process.close();
    if (this.all.some(({ steps }) => !steps.isOver)) throw new Error('a scripted moment never came');
  }
}

/** One server for a suite, and two processes with an empty database for each of its tests. @param begin comes before each test. */
export function withTwoProcesses(
  begin: (one: MongoProcess, other: MongoProcess, server: MongoServer) => Promise<void> | void,
): void {
  let server: MongoServer;
  let processes: MongoProcesses;
  beforeAll(async () => {
    server = await startMongo();
  }, 60_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    processes = await MongoProcesses.open(server);
    await begin(...(processes.all as [MongoProcess, MongoProcess]), server);
  });
  afterEach(() => processes.close());
}
