// Answers for what this process is there for: everything, answering requests, or working.
export class ProcessRole {
  constructor(readonly name: 'alone' | 'web' | 'worker') {}

  /** Sends, plans and imports. */
  get works(): boolean {
    return this.name !== 'web';
  }
}
