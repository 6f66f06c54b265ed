// Answers for what an account may do: a route names its roles, and one that names none is closed.
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Role } from '../ports/account-store.port.js';
import { InputError } from '../shared/errors.js';
import { accountOf } from './current-account.js';
import { rolesKey } from './roles.js';

@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const account = accountOf(context.switchToHttp().getRequest<FastifyRequest>());
    // The key guard lets a request without an account pass only where the route is open.
    if (account === null) return true;
    const targets = [context.getHandler(), context.getClass()];
    const allowed = this.reflector.getAllAndOverride<readonly Role[] | undefined>(rolesKey, targets) ?? [];
    if (account.roles.some((role) => allowed.includes(role))) return true;
    throw new InputError('FORBIDDEN', `This needs one of the roles: ${allowed.join(', ') || 'none has it'}`);
  }
}
