// Answers for who makes a request: every route needs a valid key unless it says otherwise.
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AuthenticateKeyService } from '../accounts/authenticate-key.service.js';
import type { Account } from '../ports/account-store.port.js';
import { InputError } from '../shared/errors.js';
import { clientNetwork, isDirectLoopback } from './client-address.js';
import { setAccount } from './current-account.js';
import { FailureLimit } from './failure-limit.js';
import { openOnLoopbackKey, publicKey } from './roles.js';

/** The key of `Authorization: Bearer <key>`; null where the header is absent or of another scheme. */
export function bearerOf(request: FastifyRequest): string | null {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: AuthenticateKeyService,
    private readonly failures: FailureLimit,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.says(publicKey, context)) return true;
    if (request.headers.authorization === undefined) {
      if (this.says(openOnLoopbackKey, context) && isDirectLoopback(request)) return true;
      throw new InputError('UNAUTHENTICATED', 'Send a key: Authorization: Bearer fk_...');
    }
    setAccount(request, await this.accountOf(request));
    return true;
  }

  private async accountOf(request: FastifyRequest): Promise<Account> {
    const account = await this.keys.authenticate(bearerOf(request) ?? '');
    if (account !== null) return account;
    this.failures.count(clientNetwork(request));
    throw new InputError('UNAUTHENTICATED', 'This key is not valid');
  }

  private says(key: string, context: ExecutionContext): boolean {
    return (
      this.reflector.getAllAndOverride<boolean | undefined>(key, [context.getHandler(), context.getClass()]) === true
    );
  }
}
