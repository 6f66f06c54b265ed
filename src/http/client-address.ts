// Answers for where a request comes from: this machine, or which network to count its failures under.
import { isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../config/is-loopback.js';

const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;

/** A client on this machine itself: what a proxy on this machine passes on for others does not count. */
export function isDirectLoopback(request: FastifyRequest): boolean {
  const isForwarded = forwardingHeaders.some((name) => request.headers[name] !== undefined);
  return !isForwarded && isLoopback(request.socket.remoteAddress ?? '');
}

/** The address, for IPv6 its /64: one customer has all of that. */
export function clientNetwork(request: FastifyRequest): string {
  const address = request.socket.remoteAddress ?? '';
  return isIPv6(address) && !address.startsWith('::ffff:') ? address.split(':').slice(0, 4).join(':') : address;
}
