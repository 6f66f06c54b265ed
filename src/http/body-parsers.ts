// Answers for which bodies are read: JSON whole, uploads by the features that take them, else only what a route ignores.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { InputError } from '../shared/errors.js';
import { ignoresBody } from './ignore-body.js';
import { parseJsonBody } from './json-body.js';

export const jsonLimitBytes = 2 * 1024 * 1024;

const ignoredType = 'application/x-ignored';
const csvTypes = ['text/csv', 'application/csv'];
const jsonTypes = /^application\/([\w.+-]+\+)?json\s*(;|$)/i;

type Done = (error: Error | null, body?: unknown) => void;

function parseJson(_: FastifyRequest, body: Buffer, done: Done): void {
  try {
    done(null, parseJsonBody(body));
  } catch (error) {
    done(error as Error);
  }
}

/** Where no route took the request, what is wrong with its body does not matter. */
function isIgnored(request: FastifyRequest): boolean {
  return request.is404 || ignoresBody(request);
}

export function registerBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(jsonTypes, { parseAs: 'buffer', bodyLimit: jsonLimitBytes }, parseJson);
  // An upload of any size: the feature reads the stream.
  fastify.addContentTypeParser(csvTypes, (_request, payload, done) => {
    done(null, payload);
  });
  fastify.addContentTypeParser('*', (request, payload, done) => {
    if (!isIgnored(request)) {
      done(new InputError('UNSUPPORTED_MEDIA_TYPE', 'Send application/json, or what the route documents'));
      return;
    }
    payload.resume();
    done(null);
  });
  // Before the body is looked at: a broken content type or JSON must not stop an opt-out.
  fastify.addHook('onRequest', (request, _, done) => {
    if (isIgnored(request)) request.headers['content-type'] = ignoredType;
    done();
  });
}
