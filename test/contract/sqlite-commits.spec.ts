// Answers for what a shared commit of SQLite owes its callers when the commit, the disk or a reader fails (R21).
import { describe, expect, it } from '@jest/globals';
import { eraseSubject } from '../../src/adapters/storage-sqlite/leaf-writer.js';
import { DependencyError } from '../../src/shared/errors.js';
import { anEvent } from '../support/event.builder.js';
import { aPerson, aSuppression, keyOf } from '../support/ledger.builder.js';
import { openStorage } from '../support/open-storage.js';

describe('SQLite commits', () => {
  it('rejects every verb of the group and keeps none when the commit itself fails [R21] [P9]', async () => {
    const { database, auditLog, close } = openStorage();
    database.db.exec(`CREATE TABLE parent (id INTEGER PRIMARY KEY);
      CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)`);
    const results = await Promise.allSettled([
      auditLog.append([anEvent('a.a')]),
      database.write((tx) => {
        tx.db.exec('INSERT INTO child VALUES (1)');
        return tx.appendLeaf(anEvent('b.b'));
      }),
      auditLog.append([anEvent('c.c')]),
    ]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await auditLog.size()).toBe(0);
    await auditLog.append([anEvent('d.d')]);
    expect((await auditLog.read(0, 9)).map((entry) => [entry.number, entry.type])).toEqual([[0, 'd.d']]);
    await close();
  });

  it('answers that the store is away when the disk is full, and keeps exactly what it answered for [R21] [P6]', async () => {
    const { database, auditLog, close } = openStorage();
    const pages = database.db.pragma('page_count', { simple: true }) as number;
    database.db.pragma(`max_page_count = ${String(pages + 4)}`);
    const events = Array.from({ length: 30 }, () => anEvent('a.a', { payload: { text: 'x'.repeat(2_000) } }));
    const results = await Promise.allSettled(events.map((event) => auditLog.append([event])));
    const failed = results.filter((result) => result.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed) expect(reason).toBeInstanceOf(DependencyError);
    const kept = events.filter((_, index) => results[index]!.status === 'fulfilled').map((event) => event.id);
    expect((await auditLog.read(0, 99)).map((entry) => entry.id)).toEqual(kept);
    database.db.pragma('max_page_count = 1000000');
    await auditLog.append([anEvent()]);
    expect(await auditLog.size()).toBe(kept.length + 1);
    await close();
  });

  it('answers in the order of the calls, more of them than one commit takes', async () => {
    const { database, close } = openStorage();
    const numbers = await Promise.all(
      Array.from({ length: 1_000 }, () => database.write((tx) => tx.appendLeaf(anEvent()))),
    );
    expect(numbers).toEqual(numbers.map((_, index) => index));
    await close();
  });

  it('destroys payloads and keys under every row of a merged person, and goes on counting [P7] [R22]', async () => {
    const { database, auditLog, ledger, close } = openStorage();
    const rows = [await aPerson(ledger, 'anna'), await aPerson(ledger, 'berta'), keyOf('stranger')] as const;
    // The larger id goes into the smaller, and the leaf of the merger is about the row that goes.
    const source = rows[0] > rows[1] ? rows[0] : rows[1];
    const payload = { note: 'personal' };
    for (const subject of rows) await auditLog.append([anEvent('a.b', { subject, payload })]);
    await ledger.mergePersons([rows[0], rows[1]], anEvent());
    await database.write((tx) => {
      eraseSubject(tx, rows[0]);
    });
    expect([await auditLog.payload(0), await auditLog.payload(1), await auditLog.payload(2)]).toEqual([
      null,
      null,
      payload,
    ]);
    const [before] = await auditLog.read(3, 1);
    await ledger.suppressPerson({ current: source, older: [] }, aSuppression(), anEvent());
    const [after] = await auditLog.read(4, 1);
    const [first, second] = [before, after].map((entry) => JSON.parse(entry!.leafJson) as Record<string, unknown>);
    expect(second!.subject).not.toBe(first!.subject);
    expect([first!.subjectSeq, second!.subjectSeq]).toEqual([1, 2]);
    await close();
  });
});
