// Answers for a store that begins as SQLite and is moved to MongoDB after so many calls; whoever calls it sees one store.
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FsSpool } from '../../src/adapters/spool-fs/fs.spool.js';
import { MongoSpool } from '../../src/adapters/storage-mongo/mongo.spool.js';
import { MongoStoreCopyTarget } from '../../src/adapters/storage-mongo/mongo.store-copy.js';
import { SqliteStoreCopySource } from '../../src/adapters/storage-sqlite/sqlite.store-copy.js';
import { spoolFolder } from '../../src/config/config.js';
import { copyStore } from '../../src/copy-store/copy-store.js';
import type { CopyReport } from '../../src/copy-store/check-copy.js';
import { openMongoStorage, type MongoStorage } from './open-mongo-storage.js';
import { openStorage } from './open-storage.js';
import type { StoragePorts } from './storage-ports.js';
import { testConfig } from './test-config.js';

type PortName = Exclude<keyof StoragePorts, 'close'>;

const leaseMs = 2_000;
const silent = { begins: () => undefined, reaches: () => undefined, ends: () => undefined };

export class MovingStorage {
  private readonly dataDir = mkdtempSync(join(tmpdir(), 'fairknock-moving-'));
  private readonly path = join(this.dataDir, 'fairknock.sqlite');
  private readonly databaseName = `fairknock-${randomBytes(6).toString('hex')}`;
  private present: StoragePorts;
  private moved: MongoStorage | null = null;
  private moving: Promise<void> | null = null;
  private calls = 0;
  /** What the copy said of itself. */
  report: CopyReport | null = null;

  constructor(
    private readonly server: { readonly uri: string },
    private readonly callsBefore: number,
  ) {
    this.present = openStorage({ path: this.path, leaseMs });
    // Every import of the operations names this upload.
    const spool = spoolFolder(testConfig({ dataDir: this.dataDir }));
    mkdirSync(spool);
    writeFileSync(join(spool, 'upload.csv'), 'email\n');
  }

  /** The ports, each of whose calls goes to the store that is present. */
  get ports(): StoragePorts {
    const portOf = (name: string): object =>
      new Proxy(
        {},
        {
          get:
            (_, method) =>
            (...args: unknown[]) =>
              this.call(name as PortName, String(method), args),
        },
      );
    return new Proxy({} as StoragePorts, {
      get: (_, name) => (name === 'close' ? () => this.close() : portOf(String(name))),
    });
  }

  private async call(port: PortName, method: string, args: readonly unknown[]): Promise<unknown> {
    this.calls += 1;
    if (this.calls > this.callsBefore) await (this.moving ??= this.move());
    const callee: object = this.present[port];
    const called = Reflect.get(callee, method) as (...values: unknown[]) => unknown;
    return called.apply(callee, [...args]);
  }

  private async move(): Promise<void> {
    await this.present.close();
    const config = testConfig({ dataDir: this.dataDir });
    const source = SqliteStoreCopySource.open({ path: this.path, leaseMs });
    const uri = this.server.uri.replace(/^(mongodb:\/\/[^/?]+)\/?/, `$1/${this.databaseName}`);
    const target = await MongoStoreCopyTarget.connect({ uri, leaseMs, environment: 'test', addressKeys: [] });
    const spools = { sourceSpool: new FsSpool(config), targetSpool: new MongoSpool(target.database) };
    this.report = await copyStore({ source, target, ...spools }, silent);
    await source.close();
    await target.close();
    this.moved = await openMongoStorage(this.server, { databaseName: this.databaseName, leaseMs });
    this.present = this.moved;
  }

  private async close(): Promise<void> {
    await this.moved?.database.connection.dropDatabase();
    await this.present.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
