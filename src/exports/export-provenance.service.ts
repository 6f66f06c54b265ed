// Answers for provenance going out: of one contact or of all, as JSON, CSV or PROV-JSON.
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { safeCsv } from '../contacts/csv/safe-csv.js';
import { AuditLog } from '../ports/audit-log.port.js';
import { Clock } from '../ports/clock.port.js';
import { ContactStore, type Contact } from '../ports/contact-store.port.js';
import { LiaStore } from '../ports/lia-store.port.js';
import { Spool } from '../ports/spool.port.js';
import { notFound } from '../shared/errors.js';
import { newId, type ContactId, type LeafId } from '../shared/ids.js';
import { contactPages } from './contact-pages.js';
import { contactProvenance, type ContactProvenance, type ErasedProvenance } from './contact-provenance.js';
import { LiaSummaries } from './lia-summaries.js';
import { provPrefixes, type ProvPart } from './prov-document.js';
import { provOfContact } from './prov-of-contact.js';
import { provenanceHeadings, provenanceRows } from './provenance-rows.js';
import { writeProv } from './write-prov.js';

export const exportFormats = ['csv', 'json', 'prov'] as const;
export type ExportFormat = (typeof exportFormats)[number];

@Injectable()
export class ExportProvenanceService {
  constructor(
    private readonly contacts: ContactStore,
    private readonly lias: LiaStore,
    private readonly spool: Spool,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The whole text for one contact. @throws InputError NOT_FOUND */
  async ofContact(id: string, format: ExportFormat): Promise<string> {
    const contact = await this.contacts.find(id as ContactId);
    if (contact === null) throw notFound(`contact ${id}`);
    const lia = await new LiaSummaries(this.lias).of(contact.liaId);
    const provenance = contactProvenance(contact, lia);
    const texts: Readonly<Record<ExportFormat, () => string>> = {
      csv: () => safeCsv([provenanceHeadings, ...provenanceRows(provenance)]),
      json: () => JSON.stringify(provenance),
      prov: () => JSON.stringify({ prefix: provPrefixes, ...provOfContact(provenance, lia) }),
    };
    return texts[format]();
  }

  /** All contacts, streamed page by page. That it was made is on record before the first byte leaves. */
  async ofAll(format: ExportFormat, actor: string): Promise<Readable> {
    await this.auditLog.append([
      {
        id: newId<LeafId>(),
        type: 'export.made',
        at: this.clock.now(),
        actor,
        refs: { kind: 'provenance', format },
      },
    ]);
    const texts: Readonly<Record<ExportFormat, () => AsyncIterable<string | Buffer>>> = {
      csv: () => this.csv(),
      json: () => this.json(),
      prov: () => writeProv(this.provParts(), this.spool),
    };
    return Readable.from(texts[format](), { objectMode: false });
  }

  private async *csv(): AsyncGenerator<string> {
    yield safeCsv([provenanceHeadings]);
    for await (const page of this.provenances()) {
      yield safeCsv(page.flatMap(({ provenance }) => provenanceRows(provenance)));
    }
  }

  private async *json(): AsyncGenerator<string> {
    let separator = '[';
    for await (const page of this.provenances()) {
      yield separator + page.map(({ provenance }) => JSON.stringify(provenance)).join(',\n');
      separator = ',\n';
    }
    yield separator === '[' ? '[]\n' : ']\n';
  }

  private async *provParts(): AsyncGenerator<ProvPart> {
    for await (const page of this.provenances()) {
      for (const { provenance, lia } of page) yield provOfContact(provenance, lia);
    }
  }

  private async *provenances() {
    const summaries = new LiaSummaries(this.lias);
    const told = async (contact: Contact) => {
      const lia = await summaries.of(contact.liaId);
      const provenance: ContactProvenance | ErasedProvenance = contactProvenance(contact, lia);
      return { provenance, lia };
    };
    for await (const page of contactPages(this.contacts)) yield Promise.all(page.map(told));
  }
}
