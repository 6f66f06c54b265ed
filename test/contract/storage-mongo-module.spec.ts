// Answers for the proof that the module connects once, provides every port from that, and refuses what it cannot use.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module, type Abstract } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { StorageMongoModule } from '../../src/adapters/storage-mongo/storage-mongo.module.js';
import { Config } from '../../src/config/config.js';
import { readConfig } from '../../src/config/read-config.js';
import { AccountStore } from '../../src/ports/account-store.port.js';
import { AuditLog } from '../../src/ports/audit-log.port.js';
import { CampaignStore } from '../../src/ports/campaign-store.port.js';
import { ContactStore } from '../../src/ports/contact-store.port.js';
import { IdempotencyStore } from '../../src/ports/idempotency-store.port.js';
import { ImportStore } from '../../src/ports/import-store.port.js';
import { KeyRing } from '../../src/ports/key-ring.port.js';
import { LiaStore } from '../../src/ports/lia-store.port.js';
import { PermitStore } from '../../src/ports/permit-store.port.js';
import { ProcessLead } from '../../src/ports/process-lead.port.js';
import { ProcessPresence } from '../../src/ports/process-presence.port.js';
import { ScreeningStore } from '../../src/ports/screening-store.port.js';
import { Spool } from '../../src/ports/spool.port.js';
import { StorageHealth } from '../../src/ports/storage-health.port.js';
import { TouchLedger } from '../../src/ports/touch-ledger.port.js';
import { TouchSchedule } from '../../src/ports/touch-schedule.port.js';
import { DependencyError, StartRefusal } from '../../src/shared/errors.js';
import { aContact } from '../support/contact.builder.js';
import { anEvent } from '../support/event.builder.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoDatabase } from '../support/open-mongo-storage.js';

const ports: readonly Abstract<unknown>[] = [
  AccountStore,
  AuditLog,
  CampaignStore,
  ContactStore,
  IdempotencyStore,
  ImportStore,
  LiaStore,
  PermitStore,
  ProcessLead,
  ProcessPresence,
  ScreeningStore,
  Spool,
  StorageHealth,
  TouchLedger,
  TouchSchedule,
];

let server: MongoServer;
beforeAll(async () => {
  server = await startMongo();
}, 60_000);
afterAll(() => server.stop());

/** @param fill of the address key. */
function start(mongodbUri: string, fill = 7) {
  const { config } = readConfig({ NODE_ENV: 'test', FAIRKNOCK_MONGODB_URI: mongodbUri });
  const keys = { addressKeys: [{ version: 1, secret: new Uint8Array(32).fill(fill) }] };
  @Global()
  @Module({
    providers: [
      { provide: Config, useValue: config },
      { provide: KeyRing, useValue: keys },
    ],
    exports: [Config, KeyRing],
  })
  class HostModule {}
  const imports = [HostModule, StorageMongoModule.forRoot({ isLasting: false })];
  return Test.createTestingModule({ imports }).compile();
}

const addressOf = (name: string) => server.uri.replace('/?', `/${name}?`);

async function migrated(name: string): Promise<string> {
  await (await openMongoDatabase(server, { databaseName: name })).close();
  return addressOf(name);
}

describe('StorageMongoModule', () => {
  it('provides every port when the application starts on the database that the address names', async () => {
    const application = await start(await migrated('module-ports'));
    for (const port of ports) expect(application.get<unknown>(port)).toBeInstanceOf(port);
    await application.close();
  });

  it('takes no write after the end, and has kept what was written, when the application is closed', async () => {
    const address = await migrated('module-end');
    const first = await start(address);
    const contact = aContact();
    await first.get(ContactStore).create(contact, anEvent());
    await first.close();
    await expect(first.get(ContactStore).create(aContact(), anEvent())).rejects.toThrow(DependencyError);
    const second = await start(address);
    expect(await second.get(ContactStore).find(contact.id)).toStrictEqual(contact);
    await second.close();
  });

  it('refuses the start when nobody has migrated the database [P9]', async () => {
    await expect(start(addressOf('module-empty'))).rejects.toThrow(/run fairknock migrate/);
  });

  it('refuses the start when the address keys are others than those of the data [P9] [R16]', async () => {
    const address = await migrated('module-keys');
    await (await start(address)).close();
    await expect(start(address, 8)).rejects.toThrow(StartRefusal);
  });

  it('refuses the start in a bounded time when nobody answers at the address [P9]', async () => {
    await expect(start('mongodb://127.0.0.1:1/?directConnection=true')).rejects.toThrow(StartRefusal);
  }, 30_000);
});
