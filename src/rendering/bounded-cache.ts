// Answers for remembering a bounded number of computed values, the least lately used forgotten first.

export class BoundedCache<T> {
  private readonly values = new Map<string, T>();

  constructor(private readonly maxSize: number) {}

  get(key: string, make: () => T): T {
    const known = this.values.get(key);
    const value = known ?? make();
    if (known !== undefined) this.values.delete(key);
    // A Map keeps the order of insertion, so the first key is the one not asked for the longest.
    this.values.set(key, value);
    if (this.values.size > this.maxSize) {
      const [oldest] = this.values.keys();
      if (oldest !== undefined) this.values.delete(oldest);
    }
    return value;
  }
}
