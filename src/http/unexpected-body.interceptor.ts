// Answers for refusing fields sent to a route that takes no body: nothing that a caller says is silently dropped.
import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { InputError } from '../shared/errors.js';

// Where Nest notes the decorated parameters of a handler, keyed `<kind>:<position>`; 3 is the kind of `@Body()`.
const parametersKey = '__routeArguments__';
const bodyKind = '3:';
const maxErrors = 100;

function takesBody(context: ExecutionContext): boolean {
  const controller: object = context.getClass();
  const noted: unknown = Reflect.getMetadata(parametersKey, controller, context.getHandler().name);
  return Object.keys(noted ?? {}).some((key) => key.startsWith(bodyKind));
}

/** Field names of a JSON body; an upload is a stream and has none. */
function fieldsOf(body: unknown): string[] {
  const isJson = typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype;
  return isJson ? Object.keys(body) : [];
}

@Injectable()
export class UnexpectedBodyInterceptor implements NestInterceptor {
  /** @throws InputError UNKNOWN_FIELD */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const fields = fieldsOf(context.switchToHttp().getRequest<FastifyRequest>().body);
    if (fields.length === 0 || takesBody(context)) return next.handle();
    throw new InputError(
      'UNKNOWN_FIELD',
      'This takes no body',
      fields.slice(0, maxErrors).map((field) => ({
        field: field.slice(0, 200),
        code: 'UNKNOWN_FIELD',
        message: 'this field does not exist',
      })),
    );
  }
}
