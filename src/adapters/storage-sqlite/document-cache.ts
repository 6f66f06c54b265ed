// Answers for parsing a record only when it has changed: each touch asks for the same assessment and campaign again.
import type { SqliteDatabase } from './sqlite-database.js';

interface Versioned {
  readonly id: string;
  readonly revision: number;
}

const maxDocuments = 100;

/** The revision is read each time, so another process's change is seen; what is handed out cannot be changed. */
export class DocumentCache<T extends Versioned> {
  private readonly documents = new Map<string, T>();

  /** @param table with the columns `id`, `revision` and `document`. */
  constructor(
    private readonly database: SqliteDatabase,
    private readonly table: 'campaigns' | 'lias',
  ) {}

  find(id: T['id']): T | null {
    const known = this.documents.get(id);
    const row = this.database.prepare(`SELECT revision FROM ${this.table} WHERE id = ?`).get(id) as
      Versioned | undefined;
    return known !== undefined && known.revision === row?.revision ? known : this.read(id);
  }

  private read(id: T['id']): T | null {
    const row = this.database.prepare(`SELECT document FROM ${this.table} WHERE id = ?`).get(id);
    this.documents.delete(id);
    if (row === undefined) return null;
    const document = JSON.parse((row as { document: string }).document, (_, value: unknown) =>
      Object.freeze(value),
    ) as T;
    const [oldest] = this.documents.keys();
    if (this.documents.size >= maxDocuments && oldest !== undefined) this.documents.delete(oldest);
    this.documents.set(id, document);
    return document;
  }
}
