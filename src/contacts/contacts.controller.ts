// Answers for the HTTP side of contacts; no personal data is ever part of a path or query.
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { AlsoAnswers } from '../http/also-answers.js';
import { CurrentAccount, actorOf } from '../http/current-account.js';
import { Roles } from '../http/roles.js';
import type { Account } from '../ports/account-store.port.js';
import type { ContactId } from '../shared/ids.js';
import { ChangeContactService } from './change-contact.service.js';
import { contactView, storedContactView } from './contact-view.js';
import { ContactDto, ContactListQueryDto, ContactPageDto, LiaQueryDto, StoredContactDto } from './contact-view.dto.js';
import { ChangeContactDto, CreateContactDto, SearchContactsDto } from './contact.dto.js';
import { EraseContactService } from './erase-contact.service.js';
import { Exchange, type CreatingExchange } from './exchange.js';
import { FindContactsService } from './find-contacts.service.js';
import { LiaInForce } from './lia-in-force.js';
import { MergePersonService } from './merge-person.service.js';
import { jsonSourceField } from './new-sources.js';
import { StoreContactService } from './store-contact.service.js';

@Controller('v1/contacts')
export class ContactsController {
  constructor(
    private readonly finder: FindContactsService,
    private readonly storer: StoreContactService,
    private readonly changer: ChangeContactService,
    private readonly eraser: EraseContactService,
    private readonly merger: MergePersonService,
    private readonly lias: LiaInForce,
  ) {}

  /** Takes one contact in; 200 where the person is known already and the data was merged. */
  @Post()
  @Roles('sales')
  @AlsoAnswers(404)
  @ApiCreatedResponse({ type: StoredContactDto })
  @ApiOkResponse({ type: StoredContactDto, description: 'The person was known: merged' })
  async create(
    @Query() { liaId }: LiaQueryDto,
    @Body() body: CreateContactDto,
    @Exchange() { actor, answer }: CreatingExchange,
  ): Promise<StoredContactDto> {
    const { sources = [], ...raw } = body;
    const lia = await this.lias.require(liaId);
    const request = { raw, sources, sourceField: jsonSourceField, lia, actor, importId: null };
    const { outcome, contact, dropped } = await this.storer.store(request);
    answer(outcome === 'created');
    return storedContactView(contact, dropped);
  }

  /** Lists contacts in the order in which they came. */
  @Get()
  @Roles('sales', 'dpo', 'auditor')
  async list(@Query() query: ContactListQueryDto): Promise<ContactPageDto> {
    const { items, nextCursor } = await this.finder.list(query);
    return { items: items.map(contactView), nextCursor };
  }

  /** Searches by address, number or organisation; at most 200 are found. */
  @Post('search')
  @HttpCode(200)
  @Roles('sales', 'dpo', 'auditor')
  async search(@Body() query: SearchContactsDto): Promise<ContactPageDto> {
    return { items: (await this.finder.search(query)).map(contactView), nextCursor: null };
  }

  @Get(':id')
  @Roles('sales', 'dpo', 'auditor')
  async show(@Param('id') id: string): Promise<ContactDto> {
    return contactView(await this.finder.get(id));
  }

  /** Corrects a contact. */
  @Patch(':id')
  @Roles('sales', 'dpo')
  async change(
    @Param('id') id: string,
    @Body() body: ChangeContactDto,
    @CurrentAccount() account: Account,
  ): Promise<ContactDto> {
    const { sources = [], ...raw } = body;
    return contactView(await this.changer.change({ id: id as ContactId, raw, sources, actor: actorOf(account) }));
  }

  /** Erases: the answer means that the data is gone, the digest kept, and that no mail to the person starts any more. */
  @Delete(':id')
  @HttpCode(204)
  @Roles('sales', 'dpo')
  async erase(@Param('id') id: string, @CurrentAccount() account: Account): Promise<void> {
    await this.eraser.erase(id as ContactId, actorOf(account));
  }

  /** Says that the people whom the contact's addresses lead to are one person. */
  @Post(':id/merge')
  @HttpCode(200)
  @Roles('sales', 'dpo')
  async merge(@Param('id') id: string, @CurrentAccount() account: Account): Promise<ContactDto> {
    return contactView(await this.merger.merge(id as ContactId, actorOf(account)));
  }
}
