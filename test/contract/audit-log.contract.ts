// Answers for what every audit log must do: numbers without gaps, one leaf an effect, commitments that can be checked.
import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anEvent } from '../support/event.builder.js';
import { keyOf, type LedgerOpener, type LedgerPorts } from '../support/ledger.builder.js';

export function auditLogContract(open: LedgerOpener): void {
  describe('audit log', () => {
    let ports: LedgerPorts;
    beforeEach(async () => {
      ports = await open();
    });
    afterEach(() => ports.close());

    it('numbers leaves from 0 without gaps when many are appended at once [P6]', async () => {
      await Promise.all(Array.from({ length: 300 }, () => ports.auditLog.append([anEvent(), anEvent()])));
      const entries = await ports.auditLog.read(0, 1_000);
      expect(entries.map((entry) => entry.number)).toEqual(Array.from({ length: 600 }, (_, number) => number));
      expect(await ports.auditLog.size()).toBe(600);
    });

    it('keeps one leaf when the same event is appended again', async () => {
      const event = anEvent();
      await ports.auditLog.append([event]);
      await ports.auditLog.append([event, anEvent()]);
      expect(await ports.auditLog.size()).toBe(2);
    });

    it('hashes the very bytes of the leaf as RFC 6962 asks when anybody checks it [P6]', async () => {
      await ports.auditLog.append([anEvent('ärgerlich.ü', { payload: { note: 'ß' } })]);
      const [entry] = await ports.auditLog.read(0, 1);
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
      const [first, second] = await ports.auditLog.read(0, 2);
      for (const entry of [first!, second!]) {
        expect(entry.leafJson).not.toMatch(/c-17|called back/);
        expect(entry.leafJson).not.toContain(subject);
      }
      const leaves = [first!, second!].map((entry) => JSON.parse(entry.leafJson) as Record<string, unknown>);
      // One person's leaves belong together and count up; equal payloads do not look equal.
      expect(leaves[0]!.subject).toBe(leaves[1]!.subject);
      expect(leaves.map((leaf) => leaf.subjectSeq)).toEqual([1, 2]);
      expect(leaves[0]!.payload).not.toBe(leaves[1]!.payload);
      const plain = createHmac('sha256', '').update(subject).digest('hex');
      expect(leaves[0]!.subject).not.toBe(plain);
      expect(await ports.auditLog.payload(0)).toEqual(payload);
      expect(await ports.auditLog.payload(7)).toBeNull();
    });

    it('reads from a number on, at most so many', async () => {
      for (const type of ['a.a', 'b.b', 'c.c']) await ports.auditLog.append([anEvent(type)]);
      expect((await ports.auditLog.read(1, 1)).map((entry) => entry.type)).toEqual(['b.b']);
      expect(await ports.auditLog.read(3, 10)).toEqual([]);
    });
  });
}
