// Answers for wiring the contacts' services together, and for letting uploads in as streams.
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { SuppressionModule } from '../suppression/suppression.module.js';
import { ChangeContactService } from './change-contact.service.js';
import { ContactsController } from './contacts.controller.js';
import { EraseContactService } from './erase-contact.service.js';
import { FindContactsService } from './find-contacts.service.js';
import { AcceptImportService } from './imports/accept-import.service.js';
import { ContactImportsController } from './imports/contact-imports.controller.js';
import { FindImportsService } from './imports/find-imports.service.js';
import { ForgetErasedService } from './imports/forget-erased.service.js';
import { ImportLinesService } from './imports/import-lines.service.js';
import { ImportRunnerService } from './imports/import-runner.service.js';
import { RunImportService } from './imports/run-import.service.js';
import { registerUploadParsers } from './imports/upload-body.js';
import { LiaInForce } from './lia-in-force.js';
import { MergePersonService } from './merge-person.service.js';
import { StoreContactService } from './store-contact.service.js';

@Module({
  imports: [SuppressionModule],
  // Imports first: `/v1/contacts/imports/:id` must not be taken for a contact's id.
  controllers: [ContactImportsController, ContactsController],
  providers: [
    LiaInForce,
    StoreContactService,
    ChangeContactService,
    EraseContactService,
    MergePersonService,
    FindContactsService,
    AcceptImportService,
    FindImportsService,
    ForgetErasedService,
    ImportLinesService,
    RunImportService,
    ImportRunnerService,
  ],
  exports: [LiaInForce, StoreContactService, EraseContactService, AcceptImportService, ImportRunnerService],
})
export class ContactsModule implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly host: Partial<HttpAdapterHost>) {}

  /** The command line has no HTTP server. */
  async onModuleInit(): Promise<void> {
    const server = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (server !== undefined) await registerUploadParsers(server);
  }
}
