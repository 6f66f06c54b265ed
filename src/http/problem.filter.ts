// Answers for turning everything that is thrown into a problem document, and for logging what is our fault.
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from './describe-error.js';
import { problemType } from './problem.js';
import { toProblem } from './to-problem.js';

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { problem, headers } = toProblem(error, request.id);
  if (problem.status >= 500) {
    request.log.error({ reqId: request.id, problem: problem.code, error: describeError(error) }, 'request failed');
  }
  // The head of a streamed reply is out already: the cut connection tells the client.
  if (reply.sent) return;
  void reply.status(problem.status).headers(headers).type(problemType).send(JSON.stringify(problem));
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}
