// Answers for running the contracts of dispatcher and pacer on those within one process.
import { describe, expect, it } from '@jest/globals';
import { InProcessDispatcher } from '../../src/adapters/dispatch-in-process/in-process.dispatcher.js';
import { InProcessPacer } from '../../src/adapters/dispatch-in-process/in-process-pacer.js';
import { SmtpMailTransport } from '../../src/adapters/mail-smtp/smtp.mail-transport.js';
import { FakeClock } from '../support/fake-clock.js';
import { mailConfig } from '../support/mail-config.js';
import { openStorage } from '../support/open-storage.js';
import { testConfig } from '../support/test-config.js';
import { dispatcherContract, type DispatcherOpener } from './dispatcher.contract.js';
import { pacerContract } from './pacer.contract.js';

const open: DispatcherOpener = ({ touches, clock }) => {
  const dispatcher = new InProcessDispatcher(touches, new SmtpMailTransport(mailConfig(), clock), clock);
  return Promise.resolve({ dispatcher, close: () => dispatcher.drain() });
};

describe('InProcessDispatcher', () => {
  dispatcherContract(open);

  it('is for the process that leads alone', async () => {
    const storage = openStorage();
    const { dispatcher } = await open({ touches: storage.touches, clock: new FakeClock() });
    expect(dispatcher.isShared).toBe(false);
    await storage.close();
  });
});

describe('InProcessPacer', () => {
  pacerContract((rates) =>
    Promise.resolve({ pacers: [new InProcessPacer(testConfig(rates))], close: () => Promise.resolve() }),
  );
});
