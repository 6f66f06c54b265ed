// Answers for a handler that must know who asks and also say whether it created something.
import { createParamDecorator, HttpStatus, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { accountOf, actorOf } from '../http/current-account.js';
import { InvariantError } from '../shared/errors.js';

export interface CreatingExchange {
  /** `account:<id>` */
  readonly actor: string;
  /** 201, or 200 where it was there already. */
  readonly answer: (isCreated: boolean) => void;
}

export const Exchange = createParamDecorator((_: unknown, context: ExecutionContext): CreatingExchange => {
  const http = context.switchToHttp();
  const account = accountOf(http.getRequest<FastifyRequest>());
  if (account === null) throw new InvariantError('INTERNAL', 'a handler asks for the account of a public route');
  const reply = http.getResponse<FastifyReply>();
  const answer = (isCreated: boolean): void => {
    void reply.status(isCreated ? HttpStatus.CREATED : HttpStatus.OK);
  };
  return { actor: actorOf(account), answer };
});
