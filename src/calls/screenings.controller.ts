// Answers for the HTTP side of do-not-call look-ups.
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CurrentAccount } from '../http/current-account.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { Roles } from '../http/roles.js';
import type { Account } from '../ports/account-store.port.js';
import { ScreeningStore, type Screening } from '../ports/screening-store.port.js';
import type { ScreeningId } from '../shared/ids.js';
import { toIso } from '../shared/instant.js';
import { ScreeningDto, ScreeningPageDto, ScreeningRequestDto } from './screening.dto.js';
import { ScreeningsService } from './screenings.service.js';

@Controller('v1/screenings')
export class ScreeningsController {
  constructor(
    private readonly service: ScreeningsService,
    private readonly screenings: ScreeningStore,
  ) {}

  /** Records a look-up in a do-not-call register. */
  @Post()
  @Roles('sales', 'dpo')
  async record(@Body() request: ScreeningRequestDto, @CurrentAccount() account: Account): Promise<ScreeningDto> {
    return view(await this.service.record(request, account));
  }

  /** Lists recorded look-ups. */
  @Get()
  @Roles('sales', 'dpo', 'auditor')
  async list(@Query() page: PageQueryDto): Promise<ScreeningPageDto> {
    const { items, nextCursor } = await this.screenings.list((page.cursor ?? null) as ScreeningId | null, page.limit);
    return { items: items.map(view), nextCursor };
  }
}

function view(screening: Screening): ScreeningDto {
  const { id, register, result } = screening;
  return { id, register, result, screenedAt: toIso(screening.screenedAt), recordedAt: toIso(screening.recordedAt) };
}
