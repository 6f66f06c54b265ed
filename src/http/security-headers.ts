// Answers for the headers that keep browsers from doing anything with a reply but show it.
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { dayMs, secondMs } from '../shared/instant.js';

const twoYearsSeconds = (730 * dayMs) / secondMs;

/** Nothing may be loaded; a page that needs a style or a form says so in its own header. */
const nothing = ["'none'"];

export function registerSecurityHeaders(fastify: FastifyInstance, isHttps: boolean): void {
  // Not awaited: that would start the server's boot before the routes and their error handler are there.
  void fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: nothing, baseUri: nothing, formAction: nothing, frameAncestors: nothing },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isHttps ? { maxAge: twoYearsSeconds, includeSubDomains: false } : false,
  });
  fastify.addHook('onRequest', (_, reply, done) => {
    // Replies hold personal data or their absence: no cache keeps them.
    void reply.header('cache-control', 'no-store');
    done();
  });
}
