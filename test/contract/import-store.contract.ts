// Answers for what every store of imports must do: progress, refused lines once, and what a restart takes up.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImportReject } from '../../src/ports/import-store.port.js';
import { InvariantError } from '../../src/shared/errors.js';
import type { ImportId } from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { anEvent, loggedCount, loggedTypes, noon } from '../support/event.builder.js';
import { anImport, aReject } from '../support/import.builder.js';
import type { StorageOpener, StoragePorts } from '../support/storage-ports.js';

export function importStoreContract(open: StorageOpener): void {
  describe('store of imports', () => {
    let storage: StoragePorts;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    it('gives back the very same import when it was created', async () => {
      const record = anImport({ droppedFields: ['birthday'], kind: 'suppressions', liaId: null });
      await storage.imports.create(record, anEvent('import.accepted'));
      expect(await storage.imports.find(record.id)).toStrictEqual(record);
      expect(await loggedTypes(storage.auditLog)).toEqual(['import.accepted']);
    });

    it('answers null or nothing, and refuses progress, when the import does not exist', async () => {
      const id = 'none' as ImportId;
      expect(await storage.imports.find(id)).toBeNull();
      expect(await storage.imports.rejects(id, 0, 10)).toEqual([]);
      expect(await storage.imports.listUnfinished()).toEqual([]);
      await expect(storage.imports.update(anImport(), [aReject(2)], anEvent())).rejects.toThrow(InvariantError);
      expect(await loggedCount(storage.auditLog)).toBe(0);
    });

    it('replaces progress and appends refused lines when it goes on, with the leaf if there is one', async () => {
      const record = anImport();
      await storage.imports.create(record, anEvent('import.accepted'));
      const running = { ...record, state: 'running', read: 3, rejected: 1, startedAt: noon } as const;
      await storage.imports.update(running, [aReject(3)], null);
      const finished = {
        ...running,
        state: 'finished',
        read: 5,
        rejected: 2,
        spoolFile: null,
        finishedAt: noon,
      } as const;
      await storage.imports.update(finished, [aReject(5)], anEvent('import.finished'));
      expect(await storage.imports.find(record.id)).toStrictEqual(finished);
      expect(await storage.imports.rejects(record.id, 0, 10)).toStrictEqual([aReject(3), aReject(5)]);
      expect(await loggedTypes(storage.auditLog)).toEqual(['import.accepted', 'import.finished']);
    });

    it('keeps a refused line as it was first when a batch is done again after a crash', async () => {
      const record = anImport();
      await storage.imports.create(record, anEvent());
      await storage.imports.update(record, [aReject(2)], null);
      await storage.imports.update(record, [{ ...aReject(2), code: 'OTHER' }, aReject(4)], null);
      expect(await storage.imports.rejects(record.id, 0, 10)).toStrictEqual([aReject(2), aReject(4)]);
    });

    it('refuses progress, its refused lines and its leaf when another process has read further or has ended it', async () => {
      const record = anImport();
      await storage.imports.create(record, anEvent('import.accepted'));
      const further = { ...record, state: 'running', read: 400, created: 400 } as const;
      expect(await storage.imports.update(further, [], null)).toBe(true);
      const behind = { ...further, read: 200, created: 200 };
      expect(await storage.imports.update(behind, [aReject(150)], anEvent('import.finished'))).toBe(false);
      expect(await storage.imports.find(record.id)).toStrictEqual(further);
      const ended = { ...further, state: 'finished', spoolFile: null, finishedAt: noon } as const;
      expect(await storage.imports.update(ended, [], anEvent('import.finished'))).toBe(true);
      for (const late of [further, { ...further, read: 600 }, { ...ended, state: 'failed', failure: 'x' } as const]) {
        expect(await storage.imports.update(late, [aReject(7)], anEvent('import.finished'))).toBe(false);
      }
      expect(await storage.imports.find(record.id)).toStrictEqual(ended);
      expect(await storage.imports.rejects(record.id, 0, 10)).toEqual([]);
      expect(await loggedTypes(storage.auditLog)).toEqual(['import.accepted', 'import.finished']);
    });

    it('takes exactly one end when several processes end it at once', async () => {
      const record = anImport({ state: 'running' });
      await storage.imports.create(record, anEvent('import.accepted'));
      const ended = { ...record, state: 'finished', finishedAt: noon } as const;
      const ends = Array.from({ length: 10 }, () => storage.imports.update(ended, [], anEvent('import.finished')));
      expect((await Promise.all(ends)).filter(Boolean)).toHaveLength(1);
      expect(await loggedTypes(storage.auditLog)).toEqual(['import.accepted', 'import.finished']);
    });

    it('shows each refused line once in the order of lines when they are walked', async () => {
      const [record, other] = [anImport(), anImport()];
      for (const each of [record, other]) await storage.imports.create(each, anEvent());
      const rejects = [11, 2, 100, 9].map((line) => aReject(line, `Zoë;"a\nb";${line}`));
      await storage.imports.update(record, rejects, null);
      await storage.imports.update(other, [aReject(3)], null);
      const seen: ImportReject[] = [];
      let page: readonly ImportReject[];
      do {
        page = await storage.imports.rejects(record.id, seen.at(-1)?.line ?? 0, 3);
        seen.push(...page);
      } while (page.length > 0);
      expect(seen).toStrictEqual([rejects[1], rejects[3], rejects[0], rejects[2]]);
    });

    it('names queued and running imports, oldest first, when a process starts again', async () => {
      const at = (ms: number) => ({ createdAt: (noon + ms) as Instant });
      const running = anImport({ state: 'running', ...at(2) });
      const queued = anImport({ ...at(1) });
      const finished = anImport({ state: 'finished', ...at(0) });
      const failed = anImport({ state: 'failed', failure: 'no heading', ...at(3) });
      for (const record of [running, queued, finished, failed]) await storage.imports.create(record, anEvent());
      expect(await storage.imports.listUnfinished()).toStrictEqual([queued, running]);
      await storage.imports.update({ ...queued, state: 'failed', failure: 'x' }, [], null);
      expect(await storage.imports.listUnfinished()).toStrictEqual([running]);
    });
  });
}
