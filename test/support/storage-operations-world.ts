// Answers for what a random run of port operations has done so far, so that later operations meet what earlier ones left.
import type { Account, ApiKey } from '../../src/ports/account-store.port.js';
import type { Campaign } from '../../src/ports/campaign-store.port.js';
import type { Contact } from '../../src/ports/contact-store.port.js';
import type { ImportRecord } from '../../src/ports/import-store.port.js';
import type { Lia } from '../../src/ports/lia-store.port.js';
import type { CallPermit } from '../../src/ports/permit-store.port.js';
import type { TouchClaim } from '../../src/ports/touch-ledger.port.js';
import type { PlannedTouch } from '../../src/ports/touch-schedule.port.js';
import type { AddressKeys } from '../../src/shared/address-keys.js';
import type { AuditEvent } from '../../src/shared/audit-leaf.js';
import type { Brand, RowId, SuppressionId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { noon } from './event.builder.js';
import { addressOf, keyOf } from './ledger.builder.js';
import type { StoragePorts } from './storage-ports.js';

/** Whole numbers that fast-check chose; missing ones are 0, so that a failing sequence shrinks to plain choices. */
export class Choices {
  private used = 0;

  constructor(private readonly numbers: readonly number[]) {}

  below(count: number): number {
    const number = this.numbers[this.used] ?? 0;
    this.used += 1;
    return number % count;
  }

  /** The first item most often: half of all choices. */
  pick<T>(items: readonly [T, ...T[]]): T {
    const number = this.below(items.length * 2);
    return items[number < items.length ? number : 0] ?? items[0];
  }

  any<T>(items: readonly T[], other: T): T {
    return items[this.below(Math.max(1, items.length))] ?? other;
  }

  isRare(): boolean {
    return this.below(6) === 5;
  }
}

const names = ['ann', 'ben', 'cat', 'dan', 'eve'] as const;

export class StorageWorld {
  readonly rowIds: RowId[] = [];
  /** Those that were granted. */
  readonly claims: TouchClaim[] = [];
  readonly suppressions: { readonly id: SuppressionId }[] = [];
  /** Bare leaves; what else was asked for may have been refused. */
  readonly appended: AuditEvent[] = [];
  readonly contacts: Contact[] = [];
  readonly campaigns: Campaign[] = [];
  readonly lias: Lia[] = [];
  readonly touches: PlannedTouch[] = [];
  readonly accounts: Account[] = [];
  readonly keys: ApiKey[] = [];
  readonly permits: CallPermit[] = [];
  readonly imports: ImportRecord[] = [];
  hasMergers = false;
  private count = 0;

  /** Moves on by itself: a second with every id that is made. */
  get now(): Instant {
    return (noon + this.count * 1_000) as Instant;
  }

  after(ms: number): Instant {
    return (this.now + ms) as Instant;
  }

  /** In the order in which they are made. */
  id<T extends Brand<string, string>>(what: string): T {
    this.count += 1;
    return `${what}-${String(this.count).padStart(6, '0')}` as T;
  }

  event(type: string, more: Pick<AuditEvent, 'subject' | 'payload'> = {}): AuditEvent {
    const refs = { place: this.count };
    return { id: this.id<AuditEvent['id']>('leaf'), type, at: this.now, actor: 'system', refs, ...more };
  }

  name(choices: Choices): string {
    return choices.any<string>(names, names[0]);
  }

  /** Under the current key version alone, with the older one, or as a process with the older key alone knows it. */
  address(choices: Choices): AddressKeys {
    const name = this.name(choices);
    const current = addressOf(name);
    const forms = [current, addressOf(name, 'v1'), { current: keyOf(`v1/${name}`), older: [] }];
    return choices.any(forms, current);
  }

  /** A row that is known; now and then a key that may be a pointer or nobody's. */
  rowId(choices: Choices): RowId {
    const stranger = keyOf(this.name(choices));
    return choices.isRare() ? stranger : choices.any(this.rowIds, stranger);
  }

  knowRow(rowId: RowId): void {
    if (!this.rowIds.includes(rowId)) this.rowIds.push(rowId);
  }
}

/** One step, its arguments fixed, to be made on any number of engines; `learn` sees the result of one of them. */
export interface StorageOperation {
  readonly run: (ports: StoragePorts) => Promise<unknown>;
  readonly learn: (result: unknown) => void;
}

export type OperationMaker = (world: StorageWorld, choices: Choices) => StorageOperation;

export function operation<T>(
  run: (ports: StoragePorts) => Promise<T>,
  learn: (result: T) => void = () => undefined,
): StorageOperation {
  return {
    run,
    learn: (result) => {
      learn(result as T);
    },
  };
}

/** Every item of a list, in pages of two, so that the cursors of an engine are used and not compared. */
export async function everyPage<T, C>(
  page: (cursor: C | null, limit: number) => Promise<{ items: readonly T[]; nextCursor: C | null }>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: C | null = null;
  do {
    const next: { items: readonly T[]; nextCursor: C | null } = await page(cursor, 2);
    items.push(...next.items);
    cursor = next.nextCursor;
  } while (cursor !== null);
  return items;
}

/** Where a port promises no order. */
export async function unordered<T>(items: Promise<readonly T[]>): Promise<T[]> {
  const text = (item: T): string => JSON.stringify(item);
  return [...(await items)].sort((one, other) => (text(one) < text(other) ? -1 : 1));
}
