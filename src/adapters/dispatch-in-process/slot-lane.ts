// Answers for one lane of evenly spaced slots, each of which is taken once.

/** Slot `n` begins at `n * spacingMs`. */
export class SlotLane {
  /** For a taken slot, where to look next; paths are shortened as they are walked, so that a long run costs no time. */
  private readonly after = new Map<number, number>();

  constructor(private readonly spacingMs: number) {}

  /** The earliest time, `from` or later, that lies in a free slot. Milliseconds since 1970. */
  firstFree(from: number): number {
    const first = Math.floor(from / this.spacingMs);
    const free = this.freeFrom(first);
    return free === first ? from : Math.ceil(free * this.spacingMs);
  }

  take(at: number): void {
    const slot = Math.floor(at / this.spacingMs);
    this.after.set(slot, slot + 1);
  }

  /** Forgets slots that ended before `now`. */
  forget(now: number): void {
    const current = Math.floor(now / this.spacingMs);
    for (const slot of this.after.keys()) if (slot < current) this.after.delete(slot);
  }

  get takenCount(): number {
    return this.after.size;
  }

  private freeFrom(first: number): number {
    let free = first;
    for (let next = this.after.get(free); next !== undefined; next = this.after.get(free)) free = next;
    for (let slot = first; slot !== free;) {
      const next = this.after.get(slot) ?? free;
      this.after.set(slot, free);
      slot = next;
    }
    return free;
  }
}
