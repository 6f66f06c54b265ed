// Answers for the headers of a recipient's page: kept nowhere, indexed nowhere, telling nobody where it was opened from.
import type { FastifyReply } from 'fastify';

export function pageHeaders(reply: FastifyReply, contentSecurityPolicy: string): void {
  void reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex, nofollow');
}
