// Answers for three nodes of a real mongod in one replica set, whose primary can be killed and come back.
import { rmSync } from 'node:fs';
import { mongo } from 'mongoose';
import { lookUpMongodbProgram, type MongodbProgram } from '../../scripts/look-up-mongodb.mjs';
import { mongoCommand } from './mongo-server.js';
import { ServerProcess } from './server-process.js';
import { startOnFreePort, type PlacedServer } from './start-on-free-port.js';

const nodeCount = 3;

function realMongod(): MongodbProgram | null {
  const found = lookUpMongodbProgram();
  return found?.kind === 'mongod' ? found : null;
}

/** Only a real mongod makes a replica set of more than one node. */
export function hasRealMongod(): boolean {
  return realMongod() !== null;
}

interface Node extends PlacedServer {
  process: ServerProcess;
}

export class ReplicaSet {
  private readonly killed: Node[] = [];

  private constructor(
    private readonly nodes: readonly Node[],
    readonly version: string,
  ) {}

  /** Resolves when a primary takes writes. @throws where no real mongod is here. */
  static async start(): Promise<ReplicaSet> {
    const found = realMongod();
    if (found === null) throw new Error('a replica set needs a real mongod');
    const starts = Array.from({ length: nodeCount }, () =>
      startOnFreePort((port, folder) => mongoCommand(found, { port, folder })),
    );
    const set = new ReplicaSet(await Promise.all(starts), found.version);
    await set.initiate();
    await set.primaryPort();
    return set;
  }

  /** Without the name of a database. */
  get uri(): string {
    const hosts = this.nodes.map((node) => `127.0.0.1:${node.port}`).join(',');
    return `mongodb://${hosts}/?replicaSet=fairknock`;
  }

  /** kill -9 of the node that takes the writes; the two others choose a new one. */
  async killPrimary(): Promise<void> {
    const port = await this.primaryPort();
    const node = this.nodes.find((each) => each.port === port);
    if (node === undefined) throw new Error('the primary is none of these nodes');
    await node.process.kill();
    this.killed.push(node);
  }

  /** The killed nodes come back with their data and catch up. */
  async revive(): Promise<void> {
    for (const node of this.killed.splice(0)) node.process = await ServerProcess.start(node.command);
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.process.kill()));
    for (const node of this.nodes) rmSync(node.command.folder, { recursive: true, force: true });
  }

  private async initiate(): Promise<void> {
    const [first] = this.nodes;
    const client = await mongo.MongoClient.connect(`mongodb://127.0.0.1:${first!.port}/?directConnection=true`);
    try {
      const members = this.nodes.map((node, index) => ({ _id: index, host: `127.0.0.1:${node.port}` }));
      // A short election keeps the suites short; the service must stand any.
      const settings = { electionTimeoutMillis: 2_000 };
      await client.db('admin').command({ replSetInitiate: { _id: 'fairknock', members, settings } });
    } finally {
      await client.close();
    }
  }

  /** The driver waits for an election where there is no primary. */
  private async primaryPort(): Promise<number> {
    const client = await mongo.MongoClient.connect(this.uri);
    try {
      const { me } = (await client.db('admin').command({ hello: 1 })) as { me: string };
      return Number(me.split(':').at(-1));
    } finally {
      await client.close();
    }
  }
}

export function startReplicaSet(): Promise<ReplicaSet> {
  return ReplicaSet.start();
}
