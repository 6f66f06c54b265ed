// Answers for the HTTP side of accounts and their keys.
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { actorOf, CurrentAccount } from '../http/current-account.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { Roles } from '../http/roles.js';
import type { Account } from '../ports/account-store.port.js';
import type { AccountId, KeyId } from '../shared/ids.js';
import { accountView, accountWithKeyView } from './account-view.js';
import { AccountPageDto, AccountWithKeyDto, NewAccountDto } from './account.dto.js';
import { ManageAccountsService } from './manage-accounts.service.js';

@Controller('v1')
export class AccountsController {
  constructor(private readonly service: ManageAccountsService) {}

  /** Lists accounts with their keys' ids. */
  @Get('accounts')
  @Roles('admin', 'auditor')
  async list(@Query() page: PageQueryDto): Promise<AccountPageDto> {
    const { items, nextCursor } = await this.service.list((page.cursor ?? null) as AccountId | null, page.limit);
    return { items: items.map(accountView), nextCursor };
  }

  /** Creates an account with its first key, which is shown this once. */
  @Post('accounts')
  @Roles('admin')
  async create(@Body() values: NewAccountDto, @CurrentAccount() by: Account): Promise<AccountWithKeyDto> {
    const { account, key, text } = await this.service.create(values, actorOf(by));
    return accountWithKeyView({ account, keys: [key] }, text);
  }

  /** Gives an account a further key, which is shown this once. */
  @Post('accounts/:id/keys')
  @Roles('admin')
  async addKey(@Param('id') id: string, @CurrentAccount() by: Account): Promise<AccountWithKeyDto> {
    const { account, key, text } = await this.service.addKey(id as AccountId, actorOf(by));
    return accountWithKeyView({ account, keys: [key] }, text);
  }

  /** Revokes a key at once; the last key of an administrator stays. */
  @Delete('keys/:id')
  @HttpCode(204)
  @Roles('admin')
  async revokeKey(@Param('id') id: string, @CurrentAccount() by: Account): Promise<void> {
    await this.service.revokeKey(id as KeyId, actorOf(by));
  }
}
