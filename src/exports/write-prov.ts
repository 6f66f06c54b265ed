// Answers for writing one PROV-JSON document of any size: its sections lie apart in the file but come up together.
import type { Spool } from '../ports/spool.port.js';
import { newId, type Brand } from '../shared/ids.js';
import { provPrefixes, provSections, type ProvPart, type ProvSection } from './prov-document.js';
import { SectionSpool } from './section-spool.js';

type ExportId = Brand<string, 'ExportId'>;

const [firstSection, ...laterSections] = provSections;

/** Things that many contacts share (assessments, imports, people) are written once. Their number stays small. */
class Writer {
  private readonly shared = new Set<string>();

  /** Entries as JSON members. */
  *members(part: ProvPart, section: ProvSection): Generator<string> {
    for (const [id, attributes] of Object.entries(part[section] ?? {})) {
      if (isShared(id) && !this.isFirst(`${section} ${id}`)) continue;
      yield `${JSON.stringify(id)}:${JSON.stringify(attributes)}`;
    }
  }

  private isFirst(key: string): boolean {
    if (this.shared.has(key)) return false;
    this.shared.add(key);
    return true;
  }
}

const sharedIds = /^(fk:(lia|controller|fairknock|import|person)|_:(association|delegation))/;

function isShared(id: string): boolean {
  return sharedIds.test(id);
}

/** @param parts one per contact. @returns the text of the document, piece by piece. */
export async function* writeProv(parts: AsyncIterable<ProvPart>, spool: Spool): AsyncGenerator<string | Buffer> {
  const aside = new SectionSpool(spool, `export-${newId<ExportId>()}`, laterSections);
  const writer = new Writer();
  try {
    yield `{"prefix":${JSON.stringify(provPrefixes)},"${firstSection}":{`;
    let separator = '';
    for await (const part of parts) {
      const members = [...writer.members(part, firstSection)].join(',');
      if (members !== '') yield separator + members;
      if (members !== '') separator = ',';
      for (const section of laterSections) await aside.append(section, [...writer.members(part, section)]);
    }
    await aside.close();
    for (const section of laterSections) {
      yield `},"${section}":{`;
      yield* aside.read(section) as AsyncIterable<Buffer>;
    }
    yield '}}\n';
  } finally {
    await aside.remove();
  }
}
