// Answers for showing suppressions: ids, cause and times, and an address only where a contact still holds it (O5).
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../ports/audit-log.port.js';
import { Clock } from '../ports/clock.port.js';
import { ContactStore } from '../ports/contact-store.port.js';
import { TouchLedger, type Suppression } from '../ports/touch-ledger.port.js';
import { InvariantError } from '../shared/errors.js';
import { toIso } from '../shared/instant.js';
import { newId, type GateKey, type LeafId, type RowId } from '../shared/ids.js';
import type { SuppressionDto, SuppressionPageDto } from './suppression.dto.js';

type SuppressionPage = Pick<SuppressionPageDto, 'items' | 'nextCursor'>;
type HeldAddress = Pick<SuppressionDto, 'email' | 'phone' | 'domain'>;

const pageSize = 200;

@Injectable()
export class ViewSuppressionsService {
  constructor(
    private readonly ledger: TouchLedger,
    private readonly contacts: ContactStore,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  async list(cursor: string | null, limit: number): Promise<SuppressionPage> {
    const { items, nextCursor } = await this.ledger.listSuppressions(cursor, limit);
    return { items: await Promise.all(items.map((item) => this.view(item))), nextCursor };
  }

  /** Every standing suppression, page by page. That it was exported is on record before the first byte leaves. */
  async export(actor: string, format: 'csv' | 'json'): Promise<AsyncGenerator<readonly SuppressionDto[]>> {
    const at = this.clock.now();
    const refs = { kind: 'suppressions', format };
    await this.auditLog.append([{ id: newId<LeafId>(), type: 'export.made', at, actor, refs }]);
    return this.all();
  }

  private async *all(): AsyncGenerator<readonly SuppressionDto[]> {
    let cursor: string | null = null;
    do {
      const page: SuppressionPage = await this.list(cursor, pageSize);
      yield page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  async view(suppression: Suppression): Promise<SuppressionDto> {
    const { id, kind, cause, number, note } = suppression;
    if (kind === 'stop') throw new InvariantError('LEDGER_BROKEN', `${id} is no suppression`);
    return {
      id,
      scope: kind === 'domain' ? 'domain' : 'address',
      kind,
      cause,
      receivedAt: toIso(suppression.receivedAt),
      effectiveAt: toIso(suppression.effectiveAt),
      number,
      note,
      ...(await this.heldAddress(suppression)),
    };
  }

  private async heldAddress({ kind, key, domain }: Suppression): Promise<HeldAddress> {
    if (kind === 'domain') return domain === null ? {} : { domain };
    if (kind === 'phone') return this.heldPhone(key as GateKey);
    const contacts = await this.contacts.findByPerson([key as RowId]);
    const email = contacts.find((contact) => contact.rowId === key)?.fields?.email;
    return email === undefined ? {} : { email };
  }

  private async heldPhone(key: GateKey): Promise<HeldAddress> {
    const [contact] = await this.contacts.search({ phoneKeys: [key] });
    const phone = contact?.fields?.phone;
    return phone === undefined ? {} : { phone };
  }
}
