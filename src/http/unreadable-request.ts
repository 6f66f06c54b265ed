// Answers for requests that never reach a route, their URL or their bytes being unusable: they get a problem as well.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError, FastifyReply, FastifyRequest } from 'fastify';
import { v7 } from 'uuid';
import { sendProblem } from './problem.filter.js';
import { problemOf, problemType } from './problem.js';

/** No hook ran for it, so it lacks the headers that hooks set. */
export function refuseUrl(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  sendProblem(error, request, reply);
}

const statusOfError: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What is no HTTP has no request: the reply is written by hand, and the connection ends. */
export function refuseBytes(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statusOfError[error.code] ?? 400;
  const title = STATUS_CODES[status] ?? 'Bad Request';
  const requestId = v7();
  const problem = problemOf({ status, title, code: 'INVALID_INPUT', detail: 'This is no usable request' }, requestId);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    `Content-Type: ${problemType}; charset=utf-8`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
