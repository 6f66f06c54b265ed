// Answers for the HTTP side of the queue: how much is in it, what was laid aside, and putting it back.
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Account } from '../ports/account-store.port.js';
import { Dispatcher } from '../ports/dispatcher.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import { actorOf, CurrentAccount } from '../http/current-account.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { Roles } from '../http/roles.js';
import type { TouchId } from '../shared/ids.js';
import { toIso } from '../shared/instant.js';
import { DeadLetters } from './dead-letters.service.js';
import { DeadLetterPageDto, deadLetterView, QueueDto, RequeuedDto } from './queue.dto.js';

@Controller('v1/queue')
@Roles('admin', 'sales')
export class QueueController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly touches: TouchSchedule,
    private readonly deadLetters: DeadLetters,
  ) {}

  /** Counts what is in the queue, in hand and laid aside. */
  @Get()
  async show(): Promise<QueueDto> {
    const { waiting, active } = await this.dispatcher.counts();
    return { waiting, active, deadLetterCount: await this.touches.deadLetterCount() };
  }

  /** Lists touches whose sending broke off; they wait until somebody has looked. */
  @Get('dead-letters')
  async list(@Query() page: PageQueryDto): Promise<DeadLetterPageDto> {
    const { items, nextCursor } = await this.touches.deadLetters((page.cursor ?? null) as TouchId | null, page.limit);
    return { items: items.flatMap(deadLetterView), nextCursor };
  }

  /** Puts one back: it is due now. The gate decides anew. */
  @Post('dead-letters/:touchId/requeue')
  @HttpCode(200)
  async requeue(@Param('touchId') touchId: string, @CurrentAccount() account: Account): Promise<RequeuedDto> {
    const { id, dueAt } = await this.deadLetters.requeue(touchId as TouchId, actorOf(account));
    return { touchId: id, dueAt: dueAt === null ? null : toIso(dueAt) };
  }
}
