// Answers for look-ups in do-not-call registers that were done outside, by keyed phone number.
import type { AuditEvent } from '../shared/audit-leaf.js';
import type { AccountId, GateKey, ScreeningId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

export interface Screening {
  readonly id: ScreeningId;
  /** Gate key of the number under the current key version; the number itself is not kept. */
  readonly phoneKey: GateKey;
  /** Register name in upper case, for example `TPS`. */
  readonly register: string;
  readonly result: 'clear' | 'listed';
  readonly screenedAt: Instant;
  readonly recordedBy: AccountId;
  readonly recordedAt: Instant;
}

export abstract class ScreeningStore {
  abstract add(screening: Screening, event: AuditEvent): Promise<void>;
  /** The latest screening of each register for a number under any of its keys. */
  abstract latest(phoneKeys: readonly GateKey[]): Promise<readonly Screening[]>;
  abstract list(
    cursor: ScreeningId | null,
    limit: number,
  ): Promise<{ items: readonly Screening[]; nextCursor: ScreeningId | null }>;
}
