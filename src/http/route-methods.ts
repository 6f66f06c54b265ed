// Answers for telling a wrong method (405) from a path that does not exist (404).
import { Injectable, NotFoundException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { InputError } from '../shared/errors.js';

export interface RegisteredRoute {
  readonly method: string;
  /** Pattern such as `/v1/contacts/:id`. */
  readonly url: string;
}

function patternOf(url: string): RegExp {
  const escaped = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+');
  return new RegExp(`^${escaped}$`);
}

@Injectable()
export class RouteMethods {
  readonly routes: RegisteredRoute[] = [];
  private readonly patterns = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();

  /** Notes every route that is registered from now on. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const name of [method].flat()) this.add({ method: name, url });
    });
  }

  /** What to answer where no route took the request. */
  explain(request: FastifyRequest): Error {
    const { method } = request;
    const path = request.url.split('?', 1)[0] ?? '';
    const allowed = [...this.patterns.values()].filter(({ pattern }) => pattern.test(path));
    const methods = [...new Set(allowed.flatMap((route) => [...route.methods]))].sort();
    if (methods.length === 0 || methods.includes(method)) return new NotFoundException();
    return new InputError('METHOD_NOT_ALLOWED', `Use ${methods.join(', ')}`, [], { allow: methods.join(', ') });
  }

  private add(route: RegisteredRoute): void {
    this.routes.push(route);
    const known = this.patterns.get(route.url) ?? { pattern: patternOf(route.url), methods: new Set<string>() };
    known.methods.add(route.method);
    this.patterns.set(route.url, known);
  }
}
