// Answers for what only SQLite can get wrong: shared commits, two processes on one file, schema and lease.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { afterAll, describe, expect, it } from '@jest/globals';
import { payloadCommitment, subjectCommitment } from '../../src/shared/audit-leaf.js';
import { DependencyError, StartRefusal } from '../../src/shared/errors.js';
import { anEvent } from '../support/event.builder.js';
import { aClaim, aPerson, claimEvent, keyOf, touchOf } from '../support/ledger.builder.js';
import { openStorage } from '../support/open-storage.js';
import { auditLogContract } from './audit-log.contract.js';

const folder = mkdtempSync(join(tmpdir(), 'fairknock-database-'));
let fileCount = 0;

function newFile(): string {
  fileCount += 1;
  return join(folder, `${String(fileCount)}.db`);
}

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('SQLite', () => {
  auditLogContract(() => openStorage());

  it('keeps the neighbours of a verb that fails in the same commit [R21]', async () => {
    const { database, auditLog, close } = openStorage();
    const failing = database.write((tx) => {
      tx.appendLeaf(anEvent('never.happened'));
      throw new Error('this verb alone');
    });
    const results = await Promise.allSettled([
      auditLog.append([anEvent('a.a')]),
      failing,
      auditLog.append([anEvent('b.b')]),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await auditLog.read(0, 9)).map((entry) => [entry.number, entry.type])).toEqual([
      [0, 'a.a'],
      [1, 'b.b'],
    ]);
    await close();
  });

  it('answers that the store is away when another process holds the file too long [P9]', async () => {
    const path = newFile();
    const { database, ledger, close } = openStorage({ path });
    const rowId = await aPerson(ledger, 'anna');
    database.db.pragma('busy_timeout = 1');
    const other = new SqliteConnection(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(ledger.claimTouch(aClaim(rowId), claimEvent(rowId))).rejects.toThrow(DependencyError);
    other.exec('ROLLBACK');
    other.close();
    expect((await ledger.readPerson(rowId))?.touches).toEqual([]);
    expect((await ledger.claimTouch(aClaim(rowId), claimEvent(rowId))).granted).toBe(true);
    await close();
  });

  it('grants no more than the cap and forks no log when two processes claim on one file [P2] [R17]', async () => {
    const path = newFile();
    const [one, two] = [openStorage({ path }), openStorage({ path })];
    const rowId = await aPerson(one.ledger, 'anna');
    const claims = Array.from({ length: 40 }, (_, index) => {
      const { ledger } = index % 2 === 0 ? one : two;
      return ledger.claimTouch(aClaim(rowId, { touchId: touchOf(String(index)) }), claimEvent(rowId));
    });
    expect((await Promise.all(claims)).filter((result) => result.granted)).toHaveLength(3);
    expect((await two.auditLog.read(0, 99)).map((entry) => entry.number)).toEqual([0, 1, 2]);
    await one.close();
    await two.close();
  });

  it('can be checked leaf by leaf with the keys that erasure destroys [P6] [P7]', async () => {
    const { database, auditLog, close } = openStorage();
    const payload = { contactId: 'c1' };
    await auditLog.append([anEvent('a.b', { subject: keyOf('anna'), payload })]);
    const [entry] = await auditLog.read(0, 1);
    const leaf = JSON.parse(entry!.leafJson) as { subject: string; payload: string };
    const kept = database.db
      .prepare('SELECT salt, payload, subject_key FROM leaf_payloads JOIN leaf_subjects USING (row_id)')
      .get() as {
      salt: Buffer;
      payload: string;
      subject_key: Buffer;
    };
    expect(leaf.payload).toBe(payloadCommitment(kept.salt, kept.payload));
    expect(leaf.subject).toBe(subjectCommitment(kept.subject_key, keyOf('anna')));
    await close();
  });

  it('refuses to change or delete a leaf when somebody tries with SQL [P6]', async () => {
    const { database, auditLog, close } = openStorage();
    await auditLog.append([anEvent()]);
    expect(() => database.db.exec("UPDATE leaves SET leaf = ''")).toThrow('append-only');
    expect(() => database.db.exec('DELETE FROM leaves')).toThrow('append-only');
    await close();
  });

  it('commits what is queued when it is closed, and takes nothing afterwards', async () => {
    const path = newFile();
    const first = openStorage({ path });
    const written = first.auditLog.append([anEvent()]);
    await first.close();
    await written;
    await expect(first.auditLog.append([anEvent()])).rejects.toThrow(DependencyError);
    const second = openStorage({ path });
    expect(await second.auditLog.size()).toBe(1);
    await second.close();
  });

  it('refuses to start when the file is newer, or was kept with another lease [R9]', async () => {
    const path = newFile();
    const first = openStorage({ path });
    expect(() => openStorage({ path, leaseMs: 3_000 })).toThrow(/FAIRKNOCK_LEASE_MS/);
    first.database.db.exec('INSERT INTO migrations VALUES (9999)');
    await first.close();
    expect(() => openStorage({ path })).toThrow(StartRefusal);
  });

  it('keeps the file from other users of the machine', async () => {
    const path = newFile();
    const { close } = openStorage({ path });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await close();
  });
});
