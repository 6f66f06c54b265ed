// Answers for putting the sections of a document aside while it is written in one pass, so that memory stays constant.
import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import type { Spool } from '../ports/spool.port.js';

interface OpenSection {
  readonly stream: PassThrough;
  readonly stored: Promise<void>;
  isEmpty: boolean;
}

export class SectionSpool<Name extends string> {
  private readonly sections = new Map<Name, OpenSection>();

  constructor(
    private readonly spool: Spool,
    private readonly prefix: string,
    names: readonly Name[],
  ) {
    for (const name of names) this.sections.set(name, this.open(name));
  }

  /** Appends items; all of a section are joined by commas. */
  async append(name: Name, items: readonly string[]): Promise<void> {
    if (items.length === 0) return;
    const section = this.section(name);
    const text = items.join(',');
    const hasRoom = section.stream.write(section.isEmpty ? text : `,${text}`);
    section.isEmpty = false;
    // A store that fails ends the stream, and this wait with its error.
    if (!hasRoom) await Promise.race([once(section.stream, 'drain'), section.stored]);
  }

  async close(): Promise<void> {
    for (const { stream } of this.sections.values()) stream.end();
    for (const { stored } of this.sections.values()) await stored;
  }

  /** After `close`. */
  read(name: Name): Readable {
    return this.spool.read(this.fileOf(name));
  }

  async remove(): Promise<void> {
    for (const [name, { stream, stored }] of this.sections) {
      stream.destroy();
      await stored.catch(() => undefined);
      await this.spool.remove(this.fileOf(name));
    }
  }

  private open(name: Name): OpenSection {
    const stream = new PassThrough();
    const stored = this.spool.write(this.fileOf(name), stream);
    // Looked at in `close`, or not at all where the export was given up.
    stored.catch(() => undefined);
    stream.on('error', () => undefined);
    return { stream, stored, isEmpty: true };
  }

  private section(name: Name): OpenSection {
    const section = this.sections.get(name);
    if (section === undefined) throw new TypeError(`no section ${name}`);
    return section;
  }

  private fileOf(name: Name): string {
    return `${this.prefix}-${name}.json`;
  }
}
