// Answers for turning everything that is thrown into a problem document, and for logging what is our fault.
import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from './describe-error.js';
import { problemType } from './problem.js';
import { RouteMethods } from './route-methods.js';
import { toProblem } from './to-problem.js';

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { problem, headers } = toProblem(error, request.id);
  if (problem.status >= 500) {
    request.log.error({ problem: problem.code, error: describeError(error) }, 'request failed');
  }
  // The head of a streamed reply is out already: the cut connection tells the client.
  if (reply.sent) return;
  void reply.status(problem.status).headers(headers).type(problemType).send(JSON.stringify(problem));
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly routes: RouteMethods) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const isUnmatched = error instanceof NotFoundException && request.is404;
    sendProblem(isUnmatched ? this.routes.explain(request) : error, request, http.getResponse<FastifyReply>());
  }
}
