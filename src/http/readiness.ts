// Answers for whether the parts that this process needs answer, within a time that a probe waits for.
import { Injectable } from '@nestjs/common';
import { Dispatcher } from '../ports/dispatcher.port.js';
import { StorageHealth } from '../ports/storage-health.port.js';
import { DependencyError } from '../shared/errors.js';
import { secondMs } from '../shared/instant.js';
import type { PartsDto } from './probe.dto.js';
import { ProcessRole } from './process-role.js';

const answerWithinMs = 3 * secondMs;

/** Says which part it is. */
export class NotReadyError extends DependencyError {
  constructor(readonly parts: PartsDto) {
    super(parts.storage === 'ready' ? 'QUEUE_UNAVAILABLE' : 'STORAGE_UNAVAILABLE', 'a part does not answer');
  }
}

@Injectable()
export class Readiness {
  constructor(
    private readonly storage: StorageHealth,
    private readonly dispatcher: Dispatcher,
    private readonly role: ProcessRole,
  ) {}

  /**
   * Opt-outs need the store only, so a process that answers requests is ready without the queue; a worker is not.
   * @throws NotReadyError.
   */
  async check(): Promise<PartsDto> {
    const [storage, queue] = await Promise.all([
      stateOf(() => this.storage.ping()),
      stateOf(() => this.dispatcher.counts()),
    ]);
    const parts = { storage, queue };
    const needed = this.role.name === 'worker' ? [storage, queue] : [storage];
    if (needed.includes('unavailable')) throw new NotReadyError(parts);
    return parts;
  }
}

async function stateOf(ask: () => Promise<unknown>): Promise<'ready' | 'unavailable'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'unavailable'>((resolve) => {
    timer = setTimeout(resolve, answerWithinMs, 'unavailable');
  });
  const answered = ask().then(
    () => 'ready' as const,
    () => 'unavailable' as const,
  );
  return Promise.race([answered, late]).finally(() => {
    clearTimeout(timer);
  });
}
