// Answers for what holds for every route: who asks, what may be asked, and how failures are answered.
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ApiDocument } from './api-document.js';
import { ApiKeyGuard } from './api-key.guard.js';
import { DocsController } from './docs.controller.js';
import { FailureLimit } from './failure-limit.js';
import { HttpMetrics } from './http-metrics.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { ProbesController } from './probes.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { ReadyDetails } from './ready-details.js';
import { Readiness } from './readiness.js';
import { RolesGuard } from './roles.guard.js';
import { RouteMethods } from './route-methods.js';
import { UnexpectedBodyInterceptor } from './unexpected-body.interceptor.js';
import { makeValidationPipe } from './validation.js';
import { WorkMetrics } from './work-metrics.js';

@Module({
  imports: [AccountsModule],
  controllers: [ProbesController, DocsController],
  providers: [
    ApiDocument,
    FailureLimit,
    HttpMetrics,
    ReadyDetails,
    Readiness,
    WorkMetrics,
    RouteMethods,
    // In this order: first who asks, then whether they may.
    { provide: APP_GUARD, useClass: ApiKeyGuard },
    { provide: APP_GUARD, useClass: RolesGuard },
    { provide: APP_INTERCEPTOR, useClass: UnexpectedBodyInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_PIPE, useFactory: makeValidationPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [FailureLimit],
})
export class HttpModule {}
