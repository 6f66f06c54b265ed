// Answers for wiring the background work; commands do not load it.
import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ContactsModule } from '../contacts/contacts.module.js';
import { OutreachModule } from '../outreach/outreach.module.js';
import { SuppressionModule } from '../suppression/suppression.module.js';
import { BackgroundWork } from './background-work.js';

@Module({
  imports: [OutreachModule, CampaignsModule, ContactsModule, SuppressionModule],
  providers: [BackgroundWork],
})
export class BackgroundModule {}
