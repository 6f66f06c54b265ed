// Answers for what every audit log must do: numbers without gaps, one leaf an effect, commitments that can be checked.
import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuditLog, LogEntry } from '../../src/ports/audit-log.port.js';
import { anEvent, noon } from '../support/event.builder.js';
import { keyOf } from '../support/ledger.builder.js';

/** What the log's contract needs of an engine. */
export interface AuditLogPorts {
  readonly auditLog: AuditLog;
  close(): Promise<void>;
}

export function auditLogContract(open: () => AuditLogPorts | Promise<AuditLogPorts>): void {
  describe('audit log', () => {
    let ports: AuditLogPorts;
    beforeEach(async () => {
      ports = await open();
    });
    afterEach(() => ports.close());

    /** Everything that is committed, with its number. */
    async function entries(): Promise<readonly LogEntry[]> {
      await ports.auditLog.catchUp();
      return ports.auditLog.read(0, 10_000);
    }

    it('numbers leaves from 0 without gaps when many are appended at once [P6]', async () => {
      await Promise.all(Array.from({ length: 300 }, () => ports.auditLog.append([anEvent(), anEvent()])));
      const numbers = (await entries()).map((entry) => entry.number);
      expect(numbers).toEqual(Array.from({ length: 600 }, (_, number) => number));
      expect(await ports.auditLog.size()).toBe(600);
    });

    it('keeps one leaf when the same event is appended again', async () => {
      const event = anEvent();
      await ports.auditLog.append([event]);
      await ports.auditLog.append([event, anEvent()]);
      await ports.auditLog.catchUp();
      expect(await ports.auditLog.size()).toBe(2);
    });

    it('keeps one leaf when the same event is appended again after it got its number, in other company', async () => {
      const [first, second, third] = [anEvent('a.a'), anEvent('b.b'), anEvent('c.c')];
      await ports.auditLog.append([first, second]);
      await ports.auditLog.catchUp();
      await ports.auditLog.append([second, third, first]);
      await Promise.all([ports.auditLog.append([third]), ports.auditLog.append([third, first])]);
      expect((await entries()).map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
    });

    it('keeps the order of leaves that are appended together', async () => {
      const types = ['a.a', 'b.b', 'c.c', 'd.d', 'e.e'];
      await ports.auditLog.append(types.map((type) => anEvent(type)));
      expect((await entries()).map(({ type }) => type)).toEqual(types);
    });

    it('says that nothing waits for its number when it has caught up, also when nothing was ever written', async () => {
      expect([await ports.auditLog.lag(), await ports.auditLog.size()]).toEqual([
        { pendingCount: 0, oldestAt: null },
        0,
      ]);
      await ports.auditLog.append([anEvent(), anEvent()]);
      const before = await ports.auditLog.lag();
      expect(before.oldestAt).toBe(before.pendingCount === 0 ? null : noon);
      await ports.auditLog.catchUp();
      expect([await ports.auditLog.lag(), await ports.auditLog.size()]).toEqual([
        { pendingCount: 0, oldestAt: null },
        2,
      ]);
    });

    it('hashes the very bytes of the leaf as RFC 6962 asks when anybody checks it [P6]', async () => {
      await ports.auditLog.append([anEvent('ärgerlich.ü', { payload: { note: 'ß' } })]);
      const [entry] = await entries();
      const hash = createHash('sha256')
        .update(Buffer.from([0]))
        .update(entry!.leafJson, 'utf8')
        .digest('hex');
      expect(entry!.leafHash).toBe(hash);
      expect(JSON.parse(entry!.leafJson)).toMatchObject({ v: 1, id: entry!.id, type: 'ärgerlich.ü', refs: {} });
    });

    it('holds neither person nor payload in the leaf when both are given [P7]', async () => {
      const subject = keyOf('anna');
      const payload = { contactId: 'c-17', note: 'called back' };
      await ports.auditLog.append([anEvent('a.b', { subject, payload }), anEvent('a.b', { subject, payload })]);
      const [first, second] = await entries();
      for (const entry of [first!, second!]) {
        expect(entry.leafJson).not.toMatch(/c-17|called back/);
        expect(entry.leafJson).not.toContain(subject);
      }
      const leaves = [first!, second!].map((entry) => JSON.parse(entry.leafJson) as Record<string, unknown>);
      // One person's leaves belong together; equal payloads do not look equal.
      expect(leaves[0]!.subject).toBe(leaves[1]!.subject);
      expect(leaves[0]!.payload).not.toBe(leaves[1]!.payload);
      const plain = createHmac('sha256', '').update(subject).digest('hex');
      expect(leaves[0]!.subject).not.toBe(plain);
      expect(await ports.auditLog.payload(0)).toEqual(payload);
      expect(await ports.auditLog.payload(7)).toBeNull();
    });

    it('reads from a number on, at most so many', async () => {
      await ports.auditLog.append(['a.a', 'b.b', 'c.c'].map((type) => anEvent(type)));
      await ports.auditLog.catchUp();
      expect((await ports.auditLog.read(1, 1)).map((entry) => entry.type)).toEqual(['b.b']);
      expect(await ports.auditLog.read(3, 10)).toEqual([]);
    });
  });
}
