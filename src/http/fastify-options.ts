// Answers for how the HTTP server is set up before any route exists.
import { LogController, type FastifyServerOptions } from 'fastify';
import type { Config } from '../config/config.js';
import { describeError } from './describe-error.js';
import { jsonLimitBytes } from './body-parsers.js';
import { requestIdOf } from './request-id.js';
import { refuseBytes, refuseUrl } from './unreadable-request.js';

// Opt-out tokens are longer than the router's default of 100.
const longestParameter = 1_024;

/** JSON lines on standard error; standard output belongs to the one line that says where it listens. */
function loggerOptions(config: Config) {
  if (config.logLevel === 'silent') return false;
  return {
    level: config.logLevel,
    stream: process.stderr,
    base: null,
    messageKey: 'message',
    formatters: { level: (level: string) => ({ level }) },
    // The framework logs requests and errors of its own: neither URL nor words may get out by that way.
    serializers: {
      err: describeError,
      error: (value: unknown) => value,
      req: () => undefined,
      res: () => undefined,
    },
  };
}

export function fastifyOptions(config: Config): FastifyServerOptions {
  return {
    logger: loggerOptions(config),
    // request-log.ts logs each request once, without its URL.
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    genReqId: requestIdOf,
    bodyLimit: jsonLimitBytes,
    routerOptions: { maxParamLength: longestParameter },
    frameworkErrors: refuseUrl,
    clientErrorHandler: refuseBytes,
  } as FastifyServerOptions;
}
