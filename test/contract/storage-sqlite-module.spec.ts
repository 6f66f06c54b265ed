// Answers for the proof that the module opens one file, provides every port from it, and closes it at the end.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StorageSqliteModule } from '../../src/adapters/storage-sqlite/storage-sqlite.module.js';
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
import { ScreeningStore } from '../../src/ports/screening-store.port.js';
import { StorageHealth } from '../../src/ports/storage-health.port.js';
import { TouchLedger } from '../../src/ports/touch-ledger.port.js';
import { TouchSchedule } from '../../src/ports/touch-schedule.port.js';
import { DependencyError, StartRefusal } from '../../src/shared/errors.js';
import { aContact } from '../support/contact.builder.js';
import { anEvent } from '../support/event.builder.js';

const ports = [
  AccountStore,
  AuditLog,
  CampaignStore,
  ContactStore,
  IdempotencyStore,
  ImportStore,
  LiaStore,
  PermitStore,
  ScreeningStore,
  StorageHealth,
  TouchLedger,
  TouchSchedule,
];

describe('StorageSqliteModule', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fairknock-module-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const start = (dataDir: string) => {
    const { config } = readConfig({ NODE_ENV: 'test', FAIRKNOCK_DATA_DIR: dataDir });
    @Global()
    @Module({
      providers: [
        { provide: Config, useValue: config },
        { provide: KeyRing, useValue: {} },
      ],
      exports: [Config, KeyRing],
    })
    class HostModule {}
    return Test.createTestingModule({ imports: [HostModule, StorageSqliteModule.forRoot()] }).compile();
  };

  it('provides every port when the application starts, in a directory that it makes for its owner alone', async () => {
    const dataDir = join(folder, 'made', 'here');
    const application = await start(dataDir);
    for (const port of ports) expect(application.get<unknown>(port)).toBeInstanceOf(port);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    await application.close();
  });

  it('refuses the start when the file cannot be opened [P9]', async () => {
    await mkdir(join(folder, 'fairknock.sqlite'));
    await expect(start(folder)).rejects.toThrow(StartRefusal);
  });

  it('takes no write after the end, and has kept what was written, when the application is closed', async () => {
    const first = await start(folder);
    const contact = aContact();
    await first.get(ContactStore).create(contact, anEvent());
    await first.close();
    await expect(first.get(ContactStore).create(aContact(), anEvent())).rejects.toThrow(DependencyError);
    const second = await start(folder);
    expect(await second.get(ContactStore).find(contact.id)).toStrictEqual(contact);
    await second.close();
  });
});
