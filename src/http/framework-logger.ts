// Answers for putting the framework's and the features' log lines into the same JSON stream as the requests'.
import type { LoggerService } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';
import { describeError } from './describe-error.js';

type Level = 'info' | 'warn' | 'error' | 'debug' | 'fatal';

/** A start that failed is thrown too, and told in one line by whoever started it. */
const toldElsewhere: ReadonlySet<string> = new Set(['ExceptionHandler', 'MongooseModule']);

function isLoggable(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** Nest passes the context as the last argument; errors are described without words of others. */
export class FrameworkLogger implements LoggerService {
  constructor(private readonly target: FastifyBaseLogger) {}

  log(message: unknown, ...rest: unknown[]): void {
    // Every mapped route at each start helps nobody.
    this.write('debug', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && toldElsewhere.has(context)) return;
    const error = [message, ...rest].find((part) => typeof part === 'object' && part !== null);
    const fields = {
      ...(typeof context === 'string' ? { context } : {}),
      ...(error === undefined ? {} : { error: describeError(error) }),
    };
    this.target[level](fields, isLoggable(message) ? String(message) : 'error');
  }
}
