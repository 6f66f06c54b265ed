// Answers for wiring the pages that recipients see.
import { Module } from '@nestjs/common';
import { HttpModule } from '../http/http.module.js';
import { SuppressionModule } from '../suppression/suppression.module.js';
import { OptOutPageController } from './opt-out-page.controller.js';
import { PublicPageFilter } from './public-page.filter.js';
import { PublicPages } from './public-page.js';

@Module({
  imports: [SuppressionModule, HttpModule],
  controllers: [OptOutPageController],
  providers: [PublicPages, PublicPageFilter],
})
export class PublicPagesModule {}
