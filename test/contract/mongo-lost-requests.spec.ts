// Answers for the proof that inserts of many documents at once which never reach MongoDB are not taken for done.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CampaignId } from '../../src/shared/ids.js';
import { DependencyError } from '../../src/shared/errors.js';
import { aTouch } from '../support/campaign.builder.js';
import { anEvent, loggedCount } from '../support/event.builder.js';
import { command } from '../support/faults-messages.js';
import { startMongo, type MongoServer } from '../support/mongo-server.js';
import { openMongoStorage } from '../support/open-mongo-storage.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';

const campaignId = 'campaign-1' as CampaignId;

describe('MongoDB whose requests are lost', () => {
  let server: MongoServer;
  let network: TcpProxy;
  let storage: Awaited<ReturnType<typeof openMongoStorage>>;

  beforeAll(async () => {
    server = await startMongo();
  });
  beforeEach(async () => {
    network = await startProxy(server.port);
    storage = await openMongoStorage({ uri: server.uriThrough(network.port) });
  });
  afterEach(async () => {
    await storage.close();
    await network.close();
  });
  afterAll(() => server.stop());

  function lose(collection: string): void {
    const isMeant = command('insert', collection);
    network.onRequest = (bytes) => (isMeant(bytes) ? 'cut' : 'pass');
  }

  function loseNothing(): void {
    network.onRequest = () => 'pass';
  }

  it('says that touches are not planned when their insert is lost however often it is asked [R21]', async () => {
    const touch = aTouch(campaignId, 'anna');
    lose('touches');
    await expect(storage.touches.plan([touch])).rejects.toThrow(DependencyError);
    loseNothing();
    expect(await storage.touches.find(touch.id)).toBeNull();
    await storage.touches.plan([touch]);
    expect(await storage.touches.find(touch.id)).not.toBeNull();
  });

  it('says that leaves are not numbered when their insert is lost, and numbers each once afterwards [R18]', async () => {
    await storage.auditLog.append([anEvent()]);
    lose('audit_leaves');
    await expect(storage.auditLog.catchUp()).rejects.toThrow(DependencyError);
    loseNothing();
    expect(await loggedCount(storage.auditLog)).toBe(1);
  });
});
