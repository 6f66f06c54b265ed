// Answers for the proof that no interleaving of opt-outs, workers, stops and slow answers makes a message leave.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SendTouchService } from '../../src/outreach/send-touch.service.js';
import type { NewSuppression, TouchLedger } from '../../src/ports/touch-ledger.port.js';
import type { Contact } from '../../src/ports/contact-store.port.js';
import type { Lia } from '../../src/ports/lia-store.port.js';
import { DependencyError } from '../../src/shared/errors.js';
import { newId } from '../../src/shared/ids.js';
import { campaignGate, installationGate, liaGate } from '../../src/suppression/gate-keys.js';
import { SuppressionService } from '../../src/suppression/suppression.service.js';
import { anEvent, noon } from '../support/event.builder.js';
import { OutreachStory } from '../support/outreach-story.js';
import { overriding } from '../support/overriding.js';

let story: OutreachStory;

beforeEach(async () => {
  story = await OutreachStory.open();
});

afterEach(async () => {
  await story.close();
});

function optOut(): NewSuppression {
  return { id: newId(), cause: 'unsubscribe', receivedAt: noon, note: null, domain: null };
}

function suppress(contact: Contact) {
  return story.storage.ledger.suppressPerson({ current: contact.rowId, older: [] }, optOut(), anEvent());
}

/** Does something before or after the first claim reaches the ledger. */
function aroundClaim(o: { before?: () => Promise<unknown>; after?: () => Promise<unknown> }) {
  let isFirst = true;
  return (real: TouchLedger) =>
    overriding(real, {
      claimTouch: async (claim, event) => {
        const isOne = isFirst;
        isFirst = false;
        if (isOne) await o.before?.();
        const result = await real.claimTouch(claim, event);
        if (isOne) await o.after?.();
        return result;
      },
    });
}

/** A new version is in force that covers Germany only. */
async function narrow(lia: Lia): Promise<void> {
  const versions = lia.versions.map((version) => {
    const bounds = { ...version.draft.bounds, countries: ['DE'] };
    return { ...version, version: version.version + 1, draft: { ...version.draft, bounds } };
  });
  await story.storage.lias.save({ ...lia, revision: lia.revision + 1, versions }, anEvent());
}

describe('A touch in a race', () => {
  it('makes no SMTP transaction when the person opted out between launch and dispatch [case 2] [P1]', async () => {
    const { touch, contact } = await story.story();
    await suppress(contact);
    await story.start();
    const blocked = await story.untilState(touch, 'blocked');
    expect(blocked.verdicts.at(-1)?.reasons.map(({ code }) => code)).toEqual(['SUPPRESSED']);
    expect(await story.leaves()).toEqual(['touch.blocked']);
    expect(story.sink.transactions).toHaveLength(0);
  });

  it('makes no SMTP transaction when the opt-out comes between the decision and the claim [P1]', async () => {
    const { touch, contact } = await story.story([{}, {}]);
    await story.start({ ledger: aroundClaim({ before: () => suppress(contact) }) });
    const blocked = await story.untilState(touch, 'blocked');
    expect(blocked.verdicts.at(-1)).toMatchObject({ outcome: 'block', reasons: [{ code: 'SUPPRESSED' }] });
    expect(story.sink.transactions).toHaveLength(0);
    expect((await story.row(contact)).used.email).toBe(0);
  });

  it('acknowledges an opt-out only when the transaction that had begun is settled [R10] [P1]', async () => {
    const { contact } = await story.story();
    let finish = () => {};
    const gate = new Promise<void>((resolve) => (finish = resolve));
    story.sink.script = async (phase) => {
      if (phase === 'end') await gate;
      return 'accept' as const;
    };
    const worker = await story.start();
    await story.sink.until(({ transactions }) => (transactions[0]?.content ?? '') !== '');
    let isAcknowledged = false;
    const address = { current: contact.rowId, older: [] };
    const wish = { cause: 'unsubscribe', receivedAt: noon, note: null, actor: 'recipient' } as const;
    const acknowledged = worker.get(SuppressionService).suppressPerson({ ...wish, address });
    void acknowledged.then(() => (isAcknowledged = true));
    await story.clock.advance(1_000);
    expect(isAcknowledged).toBe(false);
    finish();
    await story.until(async () => (await story.row(contact)).touches[0]?.state === 'sent');
    await story.clock.advance(25);
    await acknowledged;
  });

  it('sends nothing and gives the slot back when the lease is over before MAIL FROM [R6]', async () => {
    const { touch, contact } = await story.story();
    const after = async () => {
      await story.clock.leap((story.clock.now() + story.storage.ledger.leaseMs) as never);
    };
    await story.start({ ledger: aroundClaim({ after }) });
    await story.until(async () => (await story.storage.touches.find(touch.id))?.tryCount === 1);
    expect(story.sink.transactions).toHaveLength(0);
    expect((await story.row(contact)).used.email).toBe(0);
    await story.clock.advance(2_000);
    await story.untilState(touch, 'sent');
    expect(story.sink.transactions).toHaveLength(1);
  });

  it('sends when the lease has one millisecond left [R6]', async () => {
    const { touch } = await story.story();
    const after = async () => {
      await story.clock.leap((story.clock.now() + story.storage.ledger.leaseMs - 1) as never);
    };
    await story.start({ ledger: aroundClaim({ after }) });
    expect((await story.untilState(touch, 'sent')).tryCount).toBe(0);
  });

  it('sends one message when two workers take the same touch at once [R2] [P2]', async () => {
    const { touch, contact } = await story.story();
    const workers = [await story.worker(), await story.worker(), await story.worker()];
    await Promise.all(workers.map((worker) => worker.get(SendTouchService).send(touch.id)));
    expect(story.sink.transactions).toHaveLength(1);
    expect((await story.row(contact)).used.email).toBe(1);
    expect((await story.storage.touches.find(touch.id))?.state).toMatch(/sent|claimed/);
  });

  it('sends each message once when two dispatchers work on the same plan [R2] [P2]', async () => {
    const lia = await story.lia();
    const campaign = await story.campaign(lia);
    const touches = [];
    for (let person = 0; person < 40; person += 1) {
      touches.push(await story.plan(campaign, await story.contact(lia, { email: `p@company-${person}.example` })));
    }
    await Promise.all([story.start(), story.start()]);
    for (const touch of touches) {
      await story.until(async () =>
        ['sent', 'claimed'].includes((await story.storage.touches.find(touch.id))?.state ?? ''),
      );
    }
    await story.sink.until(({ accepted }) => accepted.length >= 40);
    expect(new Set(story.sink.transactions.map(({ to }) => to[0])).size).toBe(40);
    expect(story.sink.transactions).toHaveLength(40);
  });

  it('asks again when the assessment was narrowed while all connections were busy [P4]', async () => {
    const { lia, campaign, touch } = await story.story();
    const waiting = await story.plan(campaign, await story.contact(lia, { email: 'waits@acme.example' }));
    let finish = () => {};
    const gate = new Promise<void>((resolve) => (finish = resolve));
    story.sink.script = async (phase) => {
      if (phase === 'end') await gate;
      return 'accept' as const;
    };
    const sender = (await story.worker({ config: { smtpConnections: 1 } })).get(SendTouchService);
    const first = sender.send(touch.id);
    await story.sink.until(({ transactions }) => (transactions[0]?.content ?? '') !== '');
    const second = sender.send(waiting.id);
    await story.clock.advance(5_000);
    await narrow(lia);
    finish();
    await Promise.all([first, second]);
    expect(story.sink.transactions).toHaveLength(1);
    const blocked = await story.storage.touches.find(waiting.id);
    expect(blocked?.verdicts.at(-1)?.reasons.map(({ code }) => code)).toEqual(['COUNTRY_NOT_ASSESSED']);
    expect(blocked?.state).toBe('blocked');
  });

  it('never starts when the answer to the claim is lost [R3]', async () => {
    const { touch, contact } = await story.story();
    const after = () => Promise.reject(new DependencyError('STORAGE_UNAVAILABLE', 'the answer was lost'));
    await story.start({ ledger: aroundClaim({ after }) });
    await story.until(async () => (await story.storage.touches.find(touch.id))?.tryCount === 1);
    expect(story.sink.transactions).toHaveLength(0);
    expect((await story.row(contact)).touches).toEqual([]);
    await story.clock.advance(3_000);
    await story.untilState(touch, 'sent');
    expect(story.sink.transactions).toHaveLength(1);
  });

  it('never sends when the lost claim is applied late, and its entry becomes unknown [R3] [R8]', async () => {
    const { touch, contact } = await story.story();
    let applyLate: (() => Promise<unknown>) | null = null;
    const ledger = (real: TouchLedger) =>
      overriding(real, {
        claimTouch: (claim, event) => {
          if (applyLate !== null) return real.claimTouch(claim, event);
          applyLate = () => real.claimTouch(claim, event);
          return Promise.reject(new DependencyError('STORAGE_UNAVAILABLE', 'delayed'));
        },
      });
    await story.start({ ledger });
    await story.until(async () => (await story.storage.touches.find(touch.id))?.tryCount === 1);
    await (applyLate as unknown as () => Promise<unknown>)();
    await story.clock.advance(4_000);
    await story.untilState(touch, 'unknown');
    expect((await story.row(contact)).used.email).toBe(1);
    expect(story.sink.transactions).toHaveLength(0);
  });

  it.each([
    ['campaign', 'CAMPAIGN_NOT_RUNNING', 'held'],
    ['installation', 'INSTALLATION_STOPPED', 'held'],
    ['lia', 'LIA_NOT_IN_FORCE', 'blocked'],
  ] as const)('starts nothing when the gate row of the %s closes before the claim [R14]', async (kind, code, state) => {
    const { touch, campaign, lia } = await story.story();
    const keys = { campaign: campaignGate(campaign.id), installation: installationGate, lia: liaGate(lia.id) };
    const before = () => story.storage.ledger.closeGate([keys[kind]], optOut(), anEvent());
    await story.start({ ledger: aroundClaim({ before }) });
    const stopped = await story.untilState(touch, state);
    expect(stopped.verdicts.at(-1)?.reasons.map((reason) => reason.code)).toEqual([code]);
    expect(story.sink.transactions).toHaveLength(0);
  });

  it('starts nothing when the touch was cancelled between the decision and the claim', async () => {
    const { touch, campaign, contact } = await story.story();
    const before = () => story.storage.touches.cancelOpen(campaign.id, story.clock.now());
    await story.start({ ledger: aroundClaim({ before }) });
    await story.untilState(touch, 'cancelled');
    await story.until(async () => (await story.row(contact)).touches.length === 0);
    expect(story.sink.transactions).toHaveLength(0);
  });

  it('sends nothing while the campaign is paused', async () => {
    const { touch, campaign } = await story.story();
    await story.storage.campaigns.save({ ...campaign, revision: 2, state: 'paused' }, null);
    await story.start();
    await story.clock.advance(5_000);
    expect((await story.storage.touches.find(touch.id))?.state).toBe('scheduled');
    await story.storage.campaigns.save({ ...campaign, revision: 3 }, null);
    await story.clock.advance(1_000);
    await story.untilState(touch, 'sent');
  });
});
