// Answers for whether the store answers and is sound.
export abstract class StorageHealth {
  /** Resolves when a read came back. @throws DependencyError STORAGE_UNAVAILABLE where none does. */
  abstract ping(): Promise<void>;
  /** Checks the store's own structure; may take minutes. @returns one line per finding, empty where it is sound. */
  abstract check(): Promise<readonly string[]>;
}
