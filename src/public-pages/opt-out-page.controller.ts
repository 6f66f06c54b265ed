// Answers for the opt-out link: looking changes nothing, posting ends all contact (RFC 8058, M3, M4, A16, cases 10-14).
import { Controller, Get, HttpCode, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientNetwork } from '../http/client-address.js';
import { FailureLimit } from '../http/failure-limit.js';
import { IgnoreBody } from '../http/ignore-body.js';
import { Public } from '../http/roles.js';
import { Clock } from '../ports/clock.port.js';
import { KeyRing } from '../ports/key-ring.port.js';
import { notFound } from '../shared/errors.js';
import { readOptOutToken, type OptOutClaim } from '../shared/opt-out-token.js';
import { SuppressionService } from '../suppression/suppression.service.js';
import { pageHeaders } from './page-reply.js';
import { PublicPageFilter } from './public-page.filter.js';
import { PublicPages } from './public-page.js';

@ApiTags('Public pages')
@ApiProduces('text/html')
@Public()
@UseFilters(PublicPageFilter)
@Controller('u')
export class OptOutPageController {
  constructor(
    private readonly suppressions: SuppressionService,
    private readonly pages: PublicPages,
    private readonly keyRing: KeyRing,
    private readonly failures: FailureLimit,
    private readonly clock: Clock,
  ) {}

  /** The same page for everybody and always: it neither reads nor changes the person's state, however often it is fetched. */
  @Get(':token')
  @ApiOkResponse({ description: 'A page with one button', schema: { type: 'string' } })
  show(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    const { language } = this.claimOf(token, request);
    pageHeaders(reply, this.pages.contentSecurityPolicy);
    return this.pages.render('confirm', language);
  }

  /** Resolves only when the opt-out is effective; a repeat waits like the first (R11) and shows when the first came. */
  @Post(':token')
  @ApiOkResponse({ description: 'A page that says that it is done', schema: { type: 'string' } })
  @HttpCode(200)
  @IgnoreBody()
  async optOut(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const receivedAt = this.clock.now();
    const { rowId, language } = this.claimOf(token, request);
    const { suppression } = await this.suppressions.suppressPerson({
      address: { current: rowId, older: [] },
      cause: 'unsubscribe',
      receivedAt,
      note: null,
      actor: 'recipient',
    });
    pageHeaders(reply, this.pages.contentSecurityPolicy);
    return this.pages.render('done', language, suppression.receivedAt);
  }

  /** A valid token is never slowed down; only forged ones are counted. @throws InputError NOT_FOUND, TOO_MANY_FAILURES */
  private claimOf(token: string, request: FastifyRequest): OptOutClaim {
    const claim = readOptOutToken(this.keyRing.tokenKeys, token);
    if (claim !== null) return claim;
    this.failures.count(clientNetwork(request));
    throw notFound('this link');
  }
}
