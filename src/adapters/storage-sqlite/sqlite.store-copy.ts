// Answers for reading a whole installation out of SQLite while nobody can write to it.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  StoreCopySource,
  type CopyBatch,
  type CopyBeginning,
  type CopyCursor,
  type CopyKind,
} from '../../ports/store-copy.port.js';
import { InvariantError, StartRefusal } from '../../shared/errors.js';
import { copyQueries } from './copy-queries.js';
import { readCopyState, writeCopyState, type CopyState } from './copy-state.js';
import { SqliteDatabase } from './sqlite-database.js';
import { SqliteProcessLead } from './sqlite.process-lead.js';

export class SqliteStoreCopySource extends StoreCopySource {
  private constructor(
    private readonly database: SqliteDatabase,
    private readonly lead: SqliteProcessLead,
  ) {
    super();
  }

  /** @throws StartRefusal where the file is missing, newer than the program, or was kept with another lease. */
  static open(options: { readonly path: string; readonly leaseMs: number }): SqliteStoreCopySource {
    if (!existsSync(options.path)) throw new StartRefusal(`there is no database ${options.path} to copy`);
    const database = SqliteDatabase.open({ ...options, isForCopy: true });
    return new SqliteStoreCopySource(database, new SqliteProcessLead(options.path));
  }

  async begin(): Promise<CopyBeginning> {
    await this.takeLead();
    const { db } = this.database;
    const known = readCopyState(db);
    const state = known ?? { id: randomUUID(), logSize: this.logSize(), isMoved: false };
    if (state.logSize !== this.logSize()) {
      throw new StartRefusal('this data has changed since the copy began: run this with --abandon, then again');
    }
    if (known === null) this.keepState(state);
    // Held to the end: a process that was open before it gets a refusal for each write, and loses nothing.
    db.exec('BEGIN IMMEDIATE');
    const { id, logSize, isMoved } = state;
    return { mark: { id, logSize }, isNew: known === null, isRetired: isMoved };
  }

  count(kind: CopyKind): Promise<number> {
    const { from, where } = copyQueries[kind];
    const sql = `SELECT count(*) FROM ${from}${where === undefined ? '' : ` WHERE ${where}`}`;
    return this.database.read(() => this.database.prepare(sql).pluck().get() as number);
  }

  read<K extends CopyKind>(kind: K, cursor: CopyCursor | null, limit: number): Promise<CopyBatch<K>> {
    const { from, where, columns, key, toRecord, keyOf } = copyQueries[kind];
    const after = cursor === null ? [] : (JSON.parse(cursor) as readonly (string | number)[]);
    const behind = `(${key.join(', ')}) > (${key.map(() => '?').join(', ')})`;
    const conditions = [...(where === undefined ? [] : [where]), ...(cursor === null ? [] : [behind])];
    const condition = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const sql = `SELECT ${columns} FROM ${from} ${condition} ORDER BY ${key.join(', ')} LIMIT ?`;
    return this.database.read(() => {
      const rows = this.database.prepare(sql).all(...after, limit);
      const records = rows.map((row) => toRecord(row, this.database));
      const last = records.at(-1);
      const next = records.length < limit || last === undefined ? null : JSON.stringify(keyOf(last));
      return { records, next };
    });
  }

  finish(): Promise<void> {
    const state = readCopyState(this.database.db);
    if (state === null) throw new InvariantError('INTERNAL', 'a copy ends that never began');
    this.letWritersIn();
    this.keepState({ ...state, isMoved: true });
    return Promise.resolve();
  }

  async abandon(): Promise<void> {
    await this.takeLead();
    if (readCopyState(this.database.db)?.isMoved === true) {
      throw new StartRefusal('this data was moved: what was taken in over there since then would be lost');
    }
    this.letWritersIn();
    this.keepState(null);
  }

  async close(): Promise<void> {
    this.letWritersIn();
    await this.database.close();
    await this.lead.release();
  }

  private async takeLead(): Promise<void> {
    if (await this.lead.tryTake()) return;
    throw new StartRefusal('a process works on this data: stop every one of them, then run this again');
  }

  private logSize(): number {
    return this.database.prepare('SELECT coalesce(max(number) + 1, 0) FROM leaves').pluck().get() as number;
  }

  private keepState(state: CopyState | null): void {
    this.database.db
      .transaction(() => {
        writeCopyState(this.database.db, state);
      })
      .immediate();
  }

  private letWritersIn(): void {
    if (this.database.db.inTransaction) this.database.db.exec('ROLLBACK');
  }
}
