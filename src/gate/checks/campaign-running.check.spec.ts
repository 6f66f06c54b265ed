// Answers for proving that only a running campaign touches anybody.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../codes-of.builder.js';
import { emailFacts } from '../facts.builder.js';
import type { CampaignFacts } from '../facts.js';

describe('campaignRunning', () => {
  it.each<[CampaignFacts['state'], string[]]>([
    ['running', []],
    ['draft', ['hold CAMPAIGN_NOT_RUNNING']],
    ['paused', ['hold CAMPAIGN_NOT_RUNNING']],
    ['stopped', ['block CAMPAIGN_ENDED']],
    ['finished', ['block CAMPAIGN_ENDED']],
  ])('judges a campaign that is %s', (state, codes) => {
    expect(codesOf(emailFacts({ campaign: { state } }))).toEqual(codes);
  });
});
