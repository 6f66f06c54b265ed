// Answers for the account that a request was made with.
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Account } from '../ports/account-store.port.js';
import { InvariantError } from '../shared/errors.js';

const accounts = new WeakMap<FastifyRequest, Account>();

export function setAccount(request: FastifyRequest, account: Account): void {
  accounts.set(request, account);
}

export function accountOf(request: FastifyRequest): Account | null {
  return accounts.get(request) ?? null;
}

/** The account as it is named in audit leaves. */
export function actorOf(account: Account): string {
  return `account:${account.id}`;
}

/** Parameter of a handler; only on routes that need a key. */
export const CurrentAccount = createParamDecorator((_: unknown, context: ExecutionContext): Account => {
  const account = accountOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (account === null) throw new InvariantError('INTERNAL', 'a handler asks for the account of a public route');
  return account;
});
