// Answers for the probes: is the process alive, do the parts that it needs answer, and its numbers.
import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AuthenticateKeyService } from '../accounts/authenticate-key.service.js';
import { bearerOf } from './api-key.guard.js';
import { HttpMetrics } from './http-metrics.js';
import { HealthDto, ReadyDto } from './probe.dto.js';
import { ReadyDetails } from './ready-details.js';
import { Readiness } from './readiness.js';
import { OpenOnLoopback, Public, Roles } from './roles.js';

@Controller()
export class ProbesController {
  constructor(
    private readonly readiness: Readiness,
    private readonly keys: AuthenticateKeyService,
    private readonly details: ReadyDetails,
    private readonly metrics: HttpMetrics,
  ) {}

  /** Says that the process is alive; asks nothing of anything else. */
  @Get('health')
  @Public()
  health(): HealthDto {
    return { status: 'ok' };
  }

  /** Says whether the store and the queue answer; an administrator's key adds details. */
  @Get('ready')
  @Public()
  async ready(@Req() request: FastifyRequest): Promise<ReadyDto> {
    const parts = await this.readiness.check();
    const key = bearerOf(request);
    const account = key === null ? null : await this.keys.authenticate(key);
    const isAdmin = account?.roles.includes('admin') === true;
    return { status: 'ready', parts, ...(isAdmin ? { details: await this.details.read() } : {}) };
  }

  /** Numbers in Prometheus text format; no key is needed on this machine. */
  @Get('metrics')
  @OpenOnLoopback()
  @Roles('admin', 'auditor')
  @ApiProduces('text/plain')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metricsText(): Promise<string> {
    return this.metrics.text();
  }
}
