// Answers for taking an assessment out of force at once: when it has answered, no touch under it starts any more (R14).
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import type { Lia, LiaVersion } from '../ports/lia-store.port.js';
import { InputError } from '../shared/errors.js';
import type { AccountId, LiaId } from '../shared/ids.js';
import { liaGate } from '../suppression/gate-keys.js';
import { GateSwitch } from './gate-switch.js';
import { liaEvent, type LiaAct } from './lia-event.js';
import { LiaRecords } from './lia-records.js';
import { inForceVersion, openVersion, shownVersion } from './lia-state.js';

const maxTries = 5;

@Injectable()
export class WithdrawLiaService {
  constructor(
    private readonly records: LiaRecords,
    private readonly gates: GateSwitch,
    private readonly clock: Clock,
  ) {}

  /**
   * Withdraws the version in force and any open one. The gate row is closed first: a crash in between leaves the
   * assessment stopped, and the request can be repeated.
   * @throws InputError WRONG_STATE where nothing is left to withdraw; CONFLICT where others never stop changing it
   */
  async withdraw(id: LiaId, accountId: AccountId): Promise<Lia> {
    const act = { accountId, at: this.clock.now() };
    const first = withdrawable(await this.records.get(id));
    const event = () => liaEvent('lia.gate_closed', { id, version: shownVersion(first) }, act);
    return this.gates.stop(liaGate(id), event, () => this.save(first, act, maxTries));
  }

  private async save(lia: Lia, act: LiaAct, triesLeft: number): Promise<Lia> {
    const versions = lia.versions.map((version) => withdrawnVersion(version, act));
    const event = liaEvent('lia.withdrawn', { id: lia.id, version: shownVersion(lia) }, act);
    const saved = await this.records.trySave(lia, versions, event);
    if (saved !== null) return saved;
    if (triesLeft === 0) throw new InputError('CONFLICT', `LIA ${lia.id} was changed at the same time; try again`);
    return this.save(withdrawable(await this.records.get(lia.id)), act, triesLeft - 1);
  }
}

function withdrawable(lia: Lia): Lia {
  if (inForceVersion(lia) !== null || openVersion(lia) !== null) return lia;
  throw new InputError('WRONG_STATE', 'the assessment is withdrawn already');
}

function withdrawnVersion(version: LiaVersion, act: LiaAct): LiaVersion {
  const isLive = version.state === 'in_force' || version.state === 'draft' || version.state === 'submitted';
  return isLive ? { ...version, state: 'withdrawn', withdrawnBy: act.accountId, withdrawnAt: act.at } : version;
}
