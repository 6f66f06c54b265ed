// Answers for routes that take any body at all, well-formed or not, and never look at it.
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

interface BodyConfig {
  readonly ignoresBody?: boolean;
}

/** For a one-click opt-out: whatever a mailbox provider posts must not stop it (RFC 8058, M3). */
export const IgnoreBody = (): MethodDecorator => RouteConfig({ ignoresBody: true } satisfies BodyConfig);

export function ignoresBody(request: FastifyRequest): boolean {
  return (request.routeOptions.config as BodyConfig).ignoresBody === true;
}
