// Answers for a worker that answers probes and nothing else, whatever routes its features bring along.
import type { FastifyInstance } from 'fastify';
import { notFound } from '../shared/errors.js';

const probes: ReadonlySet<string> = new Set(['/health', '/ready', '/metrics']);

export function answerProbesOnly(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _, done) => {
    done(probes.has(request.routeOptions.url ?? '') ? undefined : notFound('This path of a worker'));
  });
}
