// Answers for which processes are alive on SQLite: only the one that leads sends, and it is this one that asks.
import { Injectable } from '@nestjs/common';
import { ProcessPresence } from '../../ports/process-presence.port.js';
import { processId, type ProcessId } from '../../shared/ids.js';

/**
 * Whoever asks leads (ProcessLead), and its lock was freed by the end of the process before it. A second `serve`
 * that issues call permits never leaves a claim in flight without ending it in the same request.
 */
@Injectable()
export class SqliteProcessPresence extends ProcessPresence {
  beat(): Promise<void> {
    return Promise.resolve();
  }

  present(): Promise<ReadonlySet<ProcessId>> {
    return Promise.resolve(new Set([processId]));
  }
}
