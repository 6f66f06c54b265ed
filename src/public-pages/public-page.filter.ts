// Answers for errors on a recipient's page: a page that a person understands, never JSON (M3, case 13).
import { Catch, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from '../http/describe-error.js';
import { toProblem } from '../http/to-problem.js';
import { pageHeaders } from './page-reply.js';
import { PublicPages, type PageKind } from './public-page.js';

const pageOfStatus: Readonly<Record<number, PageKind>> = { 404: 'invalid', 429: 'tooMany' };

@Catch()
@Injectable()
export class PublicPageFilter implements ExceptionFilter {
  constructor(private readonly pages: PublicPages) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { problem, headers } = toProblem(error, request.id);
    if (problem.status >= 500) {
      request.log.error({ problem: problem.code, error: describeError(error) }, 'page failed');
    }
    if (reply.sent) return;
    const language = this.pages.accepted(request.headers['accept-language']);
    const page = this.pages.render(pageOfStatus[problem.status] ?? 'failed', language);
    pageHeaders(reply, this.pages.contentSecurityPolicy);
    void reply.status(problem.status).headers(headers).send(page);
  }
}
