// Answers for the proof that the log is copied on another thread, and that nothing is lost or left running by it.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { anEvent } from '../support/event.builder.js';
import { openStorage } from '../support/open-storage.js';

const folder = mkdtempSync(join(tmpdir(), 'fairknock-checkpoint-'));
const path = join(folder, 'store.db');

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('checkpointer', () => {
  it('copies a long log into the file while writing goes on, and ends with the store [P6]', async () => {
    const storage = openStorage({ path });
    const payload = { text: 'x'.repeat(20_000) };
    let leaves = 0;
    // Ends by the copy alone: the file itself grows only when the log is copied into it.
    while (statSync(path).size < 4 * 1024 * 1024) {
      await storage.auditLog.append(Array.from({ length: 10 }, () => anEvent('a.b', { payload })));
      leaves += 10;
    }
    await storage.auditLog.append([anEvent('last.one')]);
    await storage.close();

    const again = openStorage({ path });
    expect(await again.auditLog.size()).toBe(leaves + 1);
    expect((await again.auditLog.read(leaves, 1))[0]?.type).toBe('last.one');
    await again.close();
  });
});
