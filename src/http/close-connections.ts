// Answers for a shutdown that does not wait for clients which keep their connections open.
import type { FastifyInstance } from 'fastify';

/** Idle connections are closed by the server; one that is busy when it closes would stay for its keep-alive time. */
export function registerConnectionClose(fastify: FastifyInstance): void {
  let isClosing = false;
  fastify.addHook('preClose', async () => {
    isClosing = true;
    return Promise.resolve();
  });
  fastify.addHook('onSend', async (_, reply) => {
    if (isClosing) void reply.header('connection', 'close');
    return Promise.resolve();
  });
}
