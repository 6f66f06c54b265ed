// Answers for giving a repeated POST the reply of the first one (Idempotency-Key), instead of doing it twice.
import { Injectable, StreamableFile } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { defer, from, lastValueFrom, type Observable } from 'rxjs';
import { Clock } from '../ports/clock.port.js';
import { IdempotencyStore, type StoredReply } from '../ports/idempotency-store.port.js';
import { InputError } from '../shared/errors.js';
import { minuteMs, plusMs, type Instant } from '../shared/instant.js';
import { accountOf } from './current-account.js';
import { askedOnce, cutOffAfterMs, idempotencyKeyOf, type AskedOnce } from './idempotency.js';
import { problemType } from './problem.js';
import { toProblem } from './to-problem.js';
import { UploadDigest } from './upload-digest.js';

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly next: CallHandler;
  /** Null where the body is no upload. */
  readonly upload: UploadDigest | null;
}

/** What is sealed: the reply, and which upload it answered. */
interface Kept {
  readonly body: string;
  readonly upload: string | null;
}

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private sweptAt = 0 as Instant;

  constructor(
    private readonly store: IdempotencyStore,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const account = accountOf(request);
    const key = request.method === 'POST' && account !== null ? idempotencyKeyOf(request) : null;
    if (key === null || account === null) return next.handle();
    const asked = askedOnce(request, key, { accountId: account.id, at: this.clock.now() });
    const upload = UploadDigest.of(request);
    return defer(() => from(this.once(asked, { request, reply: http.getResponse<FastifyReply>(), next, upload })));
  }

  private async once(asked: AskedOnce, exchange: Exchange): Promise<unknown> {
    await this.sweep(asked.at);
    const { seal, ...wanted } = asked;
    const state = await this.store.begin(wanted);
    switch (state.kind) {
      case 'replay':
        return replay(state.reply.status, JSON.parse(seal.open(state.reply.body)) as Kept, exchange);
      case 'mismatch':
        throw mismatch();
      case 'in_progress':
        throw new InputError('IN_PROGRESS', 'The first request with this key has not ended yet', [], {
          retryAfterSeconds: 1,
        });
      case 'new':
        return this.firstTime(asked, exchange);
    }
  }

  private async firstTime(asked: AskedOnce, exchange: Exchange): Promise<unknown> {
    let result: unknown;
    try {
      result = await lastValueFrom(exchange.next.handle(), { defaultValue: undefined });
    } catch (error) {
      await this.keepFailure(asked, exchange, error);
      throw error;
    }
    // A stream can be sent once only: the key is free again.
    if (result instanceof StreamableFile) await this.store.abandon(asked.accountId, asked.key);
    else await this.keep(asked, exchange, { status: exchange.reply.statusCode, body: JSON.stringify(result ?? null) });
    return result;
  }

  private async keepFailure(asked: AskedOnce, exchange: Exchange, error: unknown): Promise<void> {
    const { problem } = toProblem(error, exchange.request.id);
    // Our own failures had no effect that was acknowledged, and an upload that was refused was not read to its end:
    // the client may try again.
    if (problem.status >= 500 || exchange.upload !== null) await this.store.abandon(asked.accountId, asked.key);
    else await this.keep(asked, exchange, { status: problem.status, body: JSON.stringify(problem) });
  }

  private keep(asked: AskedOnce, { upload }: Exchange, { status, body }: StoredReply): Promise<void> {
    const kept: Kept = { body, upload: upload?.hex() ?? null };
    return this.store.complete(asked.accountId, asked.key, { status, body: asked.seal.close(JSON.stringify(kept)) });
  }

  private async sweep(now: Instant): Promise<void> {
    if (now - this.sweptAt < minuteMs) return;
    this.sweptAt = now;
    await this.store.sweep(now, plusMs(now, -cutOffAfterMs));
  }
}

function mismatch(): InputError {
  return new InputError('IDEMPOTENCY_MISMATCH', 'Take a new Idempotency-Key for a new request');
}

/** Another file under the same key must not be taken for the one that was accepted: nothing accepted is ever lost. */
async function replay(status: number, kept: Kept, { reply, upload }: Exchange): Promise<unknown> {
  if (upload !== null && (await upload.drained()) !== kept.upload) throw mismatch();
  void reply.status(status).header('idempotency-replayed', 'true');
  if (status >= 400) void reply.type(problemType);
  return JSON.parse(kept.body) as unknown;
}
