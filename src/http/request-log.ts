// Answers for what is logged of a request: its id, route pattern, status and time; never a URL, a token or a body.
import type { FastifyInstance } from 'fastify';
import type { HttpMetrics } from './http-metrics.js';

const unmatched = 'unmatched';

export function registerRequestLog(fastify: FastifyInstance, metrics: HttpMetrics): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? unmatched;
    const { method } = request;
    const status = reply.statusCode;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    metrics.observe({ method, route, status: String(status) }, reply.elapsedTime);
    request.log.info({ method, route, status, ms }, 'request');
    done();
  });
}
