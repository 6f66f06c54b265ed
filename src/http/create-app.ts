// Answers for putting the HTTP edge around the modules: server, parsers, headers, log and documents.
import { NestFactory } from '@nestjs/core';
import type { DynamicModule } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.js';
import { answerProbesOnly } from './answer-probes-only.js';
import { ApiDocument } from './api-document.js';
import { registerBodyParsers } from './body-parsers.js';
import { buildApiDocument } from './build-api-document.js';
import { registerConnectionClose } from './close-connections.js';
import { fastifyOptions } from './fastify-options.js';
import { FrameworkLogger } from './framework-logger.js';
import { HttpMetrics } from './http-metrics.js';
import { sendProblem } from './problem.filter.js';
import { ProcessRole } from './process-role.js';
import { registerRequestLog } from './request-log.js';
import { RouteMethods } from './route-methods.js';
import { registerSecurityHeaders } from './security-headers.js';

/** The whole application, initialised, not listening yet. */
export async function createApp(module: DynamicModule, config: Config): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter(fastifyOptions(config));
  const fastify = adapter.getInstance<FastifyInstance>();
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new FrameworkLogger(fastify.log),
  });
  app.get(RouteMethods).watch(fastify);
  // Route by route: a module that registers a plugin starts the server's boot, and with it fixes the handlers of the
  // routes so far, before Nest sets its own.
  fastify.addHook('onRoute', (route) => {
    route.errorHandler = sendProblem;
  });
  registerRequestLog(fastify, app.get(HttpMetrics));
  registerConnectionClose(fastify);
  registerBodyParsers(fastify);
  if (app.get(ProcessRole).name === 'worker') answerProbesOnly(fastify);
  registerSecurityHeaders(fastify, config.publicUrl.startsWith('https:'));
  app.get(ApiDocument).attach(() => buildApiDocument(app));
  await app.init();
  return app;
}
