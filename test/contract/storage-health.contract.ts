// Answers for what every engine must say about its own health.
import { expect, it } from '@jest/globals';
import { DependencyError } from '../../src/shared/errors.js';
import type { StorageOpener } from '../support/storage-ports.js';

export function storageHealthContract(open: StorageOpener): void {
  it('answers and finds nothing when the store is sound', async () => {
    const storage = await open();
    await expect(storage.health.ping()).resolves.toBeUndefined();
    expect(await storage.health.check()).toEqual([]);
    await storage.close();
  });

  it('says that the store is away when it is closed [P9]', async () => {
    const storage = await open();
    await storage.close();
    await expect(storage.health.ping()).rejects.toThrow(DependencyError);
  });
}
