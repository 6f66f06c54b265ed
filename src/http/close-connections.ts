// Answers for a shutdown that does not wait for clients which keep their connections open.
import type { FastifyInstance } from 'fastify';
import { secondMs } from '../shared/instant.js';

/** For requests that are being answered, a stalled download among them; messages have ended before. */
const requestGraceMs = 10 * secondMs;

/** Idle connections are closed by the server; one that is busy when it closes would stay for its keep-alive time. */
export function registerConnectionClose(fastify: FastifyInstance): void {
  let isClosing = false;
  fastify.addHook('preClose', async () => {
    isClosing = true;
    setTimeout(() => {
      fastify.server.closeAllConnections();
    }, requestGraceMs).unref();
    return Promise.resolve();
  });
  fastify.addHook('onSend', async (_, reply) => {
    if (isClosing) void reply.header('connection', 'close');
    return Promise.resolve();
  });
}
