// Answers for wiring the background work; commands do not load it.
import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ContactsModule } from '../contacts/contacts.module.js';
import { OutreachModule } from '../outreach/outreach.module.js';
import { SuppressionModule } from '../suppression/suppression.module.js';
import { BackgroundWork } from './background-work.js';
import { PresenceBeat } from './presence-beat.js';

@Module({
  imports: [OutreachModule, CampaignsModule, ContactsModule, SuppressionModule],
  providers: [BackgroundWork, PresenceBeat],
})
export class BackgroundModule {}
