// Answers for launching, pausing, resuming and stopping a campaign; a stop that is answered has stopped (R14).
import { Injectable } from '@nestjs/common';
import { GateSwitch } from '../lia/gate-switch.js';
import { inForceVersion, liaState } from '../lia/lia-state.js';
import { FinishCampaign } from '../outreach/finish-campaign.js';
import type { Campaign } from '../ports/campaign-store.port.js';
import { Clock } from '../ports/clock.port.js';
import { Dispatcher } from '../ports/dispatcher.port.js';
import { LiaStore, type LiaDraft } from '../ports/lia-store.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import { InputError } from '../shared/errors.js';
import type { AccountId, CampaignId, LiaId } from '../shared/ids.js';
import { dateOf } from '../shared/instant.js';
import { campaignGate } from '../suppression/gate-keys.js';
import { campaignEvent, type CampaignDoer, type CampaignEventType } from './campaign-event.js';
import { CampaignRecords } from './campaign-records.js';
import { nextCampaignState, type CampaignAct } from './campaign-state.js';
import { DraftCampaignService } from './draft-campaign.service.js';
import { PlanTouchesService } from './plan-touches.service.js';

const eventTypes: Readonly<Record<CampaignAct, CampaignEventType>> = {
  launch: 'campaign.launched',
  pause: 'campaign.paused',
  resume: 'campaign.resumed',
  stop: 'campaign.stopped',
};

@Injectable()
export class SteerCampaignService {
  constructor(
    private readonly records: CampaignRecords,
    private readonly drafts: DraftCampaignService,
    private readonly lias: LiaStore,
    private readonly touches: TouchSchedule,
    private readonly gates: GateSwitch,
    private readonly planner: PlanTouchesService,
    private readonly dispatcher: Dispatcher,
    private readonly finishCampaign: FinishCampaign,
    private readonly clock: Clock,
  ) {}

  /** Answers at once; touches are planned in the background. @throws InputError WRONG_STATE, LIA_NOT_IN_FORCE, INVALID_INPUT */
  async launch(id: CampaignId, accountId: AccountId): Promise<Campaign> {
    const campaign = await this.records.get(id);
    requireMove(campaign, 'launch');
    this.drafts.recheck(campaign, await this.draftInForce(campaign.liaId));
    const launched = await this.move(id, 'launch', accountId);
    this.planner.takeUp(id);
    return launched;
  }

  async pause(id: CampaignId, accountId: AccountId): Promise<Campaign> {
    return this.halt(id, 'pause', accountId);
  }

  /** For ever; what was not sent yet is cancelled. */
  async stop(id: CampaignId, accountId: AccountId): Promise<Campaign> {
    const stopped = await this.halt(id, 'stop', accountId);
    await this.touches.cancelOpen(id, this.clock.now());
    return stopped;
  }

  /** On a running campaign too: releases the touches that wait for a person. */
  async resume(id: CampaignId, accountId: AccountId): Promise<Campaign> {
    const resumed = await this.move(id, 'resume', accountId);
    const gate = campaignGate(id);
    if (await this.gates.isClosed(gate)) {
      await this.gates.open(gate, campaignEvent('campaign.gate_opened', resumed, this.doer(accountId)));
    }
    await this.touches.releaseHeld(id, this.clock.now());
    if (!resumed.isPlanned) this.planner.takeUp(id);
    this.dispatcher.wake();
    await this.finishCampaign.ifDone(id);
    return this.records.get(id);
  }

  private async halt(id: CampaignId, act: 'pause' | 'stop', accountId: AccountId): Promise<Campaign> {
    const campaign = await this.records.get(id);
    requireMove(campaign, act);
    const event = () => campaignEvent('campaign.gate_closed', campaign, this.doer(accountId));
    return this.gates.stop(campaignGate(id), event, () => this.move(id, act, accountId));
  }

  private async move(id: CampaignId, act: CampaignAct, accountId: AccountId): Promise<Campaign> {
    const doer = this.doer(accountId);
    return this.records.update(id, (campaign) => {
      const state = requireMove(campaign, act);
      const launchedAt = act === 'launch' ? doer.at : campaign.launchedAt;
      return { campaign: { ...campaign, state, launchedAt }, event: campaignEvent(eventTypes[act], campaign, doer) };
    });
  }

  private async draftInForce(liaId: LiaId): Promise<LiaDraft> {
    const lia = await this.lias.find(liaId);
    const state = lia === null ? null : liaState(lia, dateOf(this.clock.now()));
    const draft = lia === null ? undefined : inForceVersion(lia)?.draft;
    if (draft !== undefined && state === 'in_force') return draft;
    throw new InputError('LIA_NOT_IN_FORCE', `LIA ${liaId} is ${state ?? 'missing'}`);
  }

  private doer(accountId: AccountId): CampaignDoer {
    return { accountId, at: this.clock.now() };
  }
}

/** @returns the state after the act. @throws InputError WRONG_STATE */
function requireMove(campaign: Campaign, act: CampaignAct): Campaign['state'] {
  const state = nextCampaignState(campaign.state, act);
  if (state !== null) return state;
  throw new InputError('WRONG_STATE', `${act} is not possible: the campaign is ${campaign.state}`);
}
