// Answers for random operations on campaigns and the plan of touches.
import type { Campaign, CampaignState } from '../../src/ports/campaign-store.port.js';
import type { PlannedTouch, TouchChange } from '../../src/ports/touch-schedule.port.js';
import { touchStates } from '../../src/ports/touch-schedule.port.js';
import type { AccountId, CampaignId, ContactId } from '../../src/shared/ids.js';
import { aCampaign, aTouch, aVerdict } from './campaign.builder.js';
import {
  everyPage,
  operation,
  unordered,
  type Choices,
  type OperationMaker,
  type StorageWorld,
} from './storage-operations-world.js';

const states = ['running', 'paused', 'stopped', 'finished'] as const satisfies readonly CampaignState[];
const reasons = ['QUIET_HOURS', 'CAMPAIGN_NOT_RUNNING', 'SUPPRESSED'] as const;

const createCampaign: OperationMaker = (world, choices) => {
  const campaign = aCampaign({ id: world.id('campaign'), state: choices.pick(states), launchedAt: world.now });
  const event = world.event('campaign.created', { payload: { name: campaign.name } });
  world.campaigns.push(campaign);
  return operation(({ campaigns }) => campaigns.create(campaign, event));
};

function knownCampaign(world: StorageWorld, choices: Choices): CampaignId {
  return choices.any(
    world.campaigns.map(({ id }) => id),
    world.id<CampaignId>('campaign'),
  );
}

/** Compare and set: now and then on a revision that is not the one that stands. */
const saveCampaign: OperationMaker = (world, choices) => {
  const id = knownCampaign(world, choices);
  const state = choices.pick(states);
  const isStale = choices.isRare();
  const event = choices.isRare() ? null : world.event(`campaign.${state}`);
  const saved = (from: Campaign | null): Campaign => {
    const revision = (from?.revision ?? 1) + (isStale ? 0 : 1);
    return { ...(from ?? aCampaign({ id })), revision, state, createdBy: 'account-2' as AccountId };
  };
  return operation(async ({ campaigns }) => campaigns.save(saved(await campaigns.find(id)), event));
};

/** Of a stored contact, or of one that only the plan knows. */
function contactOf(world: StorageWorld, choices: Choices): ContactId {
  const others = ['contact-a', 'contact-b'] as ContactId[];
  return choices.any([...others, ...world.contacts.map(({ id }) => id)], others[0]!);
}

const plan: OperationMaker = (world, choices) => {
  const campaignId = knownCampaign(world, choices);
  const contacts = [contactOf(world, choices), contactOf(world, choices)];
  const steps = [...new Set(contacts)].flatMap((contactId) => [
    aTouch(campaignId, contactId, { step: 0, dueAt: world.after(choices.pick([-2_000, 0, 30_000])) }),
    aTouch(campaignId, contactId, { step: 1, dueAt: null, messageId: null }),
  ]);
  world.touches.push(...steps);
  return operation(({ touches }) => touches.plan(steps));
};

function changeOf(world: StorageWorld, choices: Choices): TouchChange {
  const dueAt = choices.pick([null, world.after(-1), world.after(20_000)]);
  const smtp = { code: 451, text: 'try “later”' };
  const changes: readonly TouchChange[] = [
    { state: 'claimed', claimedAt: world.now, tryCount: choices.below(4) },
    { state: 'held', dueAt },
    { state: 'scheduled', dueAt: world.now, claimedAt: null },
    { state: choices.pick(touchStates), settledAt: world.now, smtp },
    { state: 'unknown', settledAt: world.now },
    { state: 'sent', startedAt: world.after(-5), settledAt: world.now, smtp: { code: 250, text: 'ok' } },
    { dueAt },
  ];
  return choices.any(changes, {});
}

const change: OperationMaker = (world, choices) => {
  const touch: PlannedTouch = choices.any(world.touches.slice(-6), aTouch('none' as CampaignId, 'nobody'));
  const changed = changeOf(world, choices);
  const codes = [choices.pick(reasons), choices.pick(reasons)];
  const verdict = aVerdict(choices.isRare() ? [] : codes, { decidedAt: world.now });
  const payload = { contactId: touch.contactId };
  const event = choices.isRare() ? null : world.event('touch.judged', { subject: touch.rowId, payload });
  const decided = choices.below(3) === 2 ? undefined : { verdict, event };
  return operation(({ touches }) => touches.change(touch.id, changed, decided));
};

const release: OperationMaker = (world, choices) => {
  const id = knownCampaign(world, choices);
  return operation(({ touches }) => touches.releaseHeld(id, world.now));
};

const cancel: OperationMaker = (world, choices) => {
  const [campaignId, contactId] = [knownCampaign(world, choices), contactOf(world, choices)];
  const [at, ofCampaign] = [world.now, choices.isRare()];
  return operation(({ touches }) =>
    ofCampaign ? touches.cancelOpen(campaignId, at) : touches.cancelForContact(contactId, at),
  );
};

const readTouches: OperationMaker = (world, choices) => {
  const id = knownCampaign(world, choices);
  const contactId = contactOf(world, choices);
  const touch = choices.any(world.touches, aTouch(id, contactId));
  const [now, limit] = [world.after(choices.pick([0, -3_000, 40_000])), choices.pick([50, 2])];
  return operation(async ({ touches }) => ({
    due: await touches.due(now, limit),
    nextDueAt: await touches.nextDueAt(now),
    one: await touches.find(touch.id),
    byStep: await touches.findByStep(id, contactId, 1),
    claimed: await touches.listClaimed(now, 100),
    listed: await everyPage((cursor: string | null, size) => touches.list(id, cursor, size)),
    ofContact: await touches.listByContact(contactId),
    counts: await touches.counts(id),
    hasOpen: await touches.hasOpen(id),
  }));
};

const readCampaigns: OperationMaker = (world, choices) => {
  const id = knownCampaign(world, choices);
  return operation(async ({ campaigns }) => ({
    one: await campaigns.find(id),
    listed: await everyPage((cursor: CampaignId | null, limit) => campaigns.list(cursor, limit)),
    running: await unordered(campaigns.listRunning()),
  }));
};

export const touchOperations = {
  createCampaign,
  saveCampaign,
  plan,
  change,
  release,
  cancel,
  readTouches,
  readCampaigns,
};
