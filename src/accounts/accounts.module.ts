// Answers for wiring accounts, keys and the first start.
import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller.js';
import { AuthenticateKeyService } from './authenticate-key.service.js';
import { FirstAccountsService } from './first-accounts.service.js';
import { ManageAccountsService } from './manage-accounts.service.js';

@Module({
  controllers: [AccountsController],
  providers: [AuthenticateKeyService, FirstAccountsService, ManageAccountsService],
  exports: [AuthenticateKeyService, FirstAccountsService],
})
export class AccountsModule {}
