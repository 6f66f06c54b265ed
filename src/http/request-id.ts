// Answers for the id of a request: the client's where it is harmless, else a new one.
import type { IncomingMessage } from 'node:http';
import { v7 } from 'uuid';

// No `@`, no space: nobody's address gets into a log by this way.
const harmless = /^[\w.:=+/-]{1,128}$/;

export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && harmless.test(given) ? given : v7();
}
