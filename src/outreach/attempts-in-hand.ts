// Answers for which tries this process itself is making at this moment; the reaper leaves them alone (R8).
import { Injectable } from '@nestjs/common';
import type { AttemptToken, TouchId } from '../shared/ids.js';

@Injectable()
export class AttemptsInHand {
  private readonly attempts = new Set<AttemptToken>();
  private readonly touches = new Set<TouchId>();

  /** Runs `work` with both marked as in hand. */
  async during<T>(touchId: TouchId, attempt: AttemptToken, work: () => Promise<T>): Promise<T> {
    this.touches.add(touchId);
    this.attempts.add(attempt);
    try {
      return await work();
    } finally {
      this.touches.delete(touchId);
      this.attempts.delete(attempt);
    }
  }

  hasAttempt(attempt: AttemptToken): boolean {
    return this.attempts.has(attempt);
  }

  hasTouch(touchId: TouchId): boolean {
    return this.touches.has(touchId);
  }
}
