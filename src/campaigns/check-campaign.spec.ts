// Answers for the proof that a campaign that does not fit its assessment or its templates is refused when it is saved.
import { describe, expect, it } from '@jest/globals';
import { aCampaign } from '../../test/support/campaign.builder.js';
import { aLiaDraft } from '../../test/support/lia.builder.js';
import { InputError } from '../shared/errors.js';
import { checkCampaign } from './check-campaign.js';
import type { CampaignDraft } from './to-campaign-draft.js';

const bounds = { assessed: aLiaDraft(), supportedLanguages: ['en', 'de'] };
const [first] = aCampaign().steps;
const later = { ...first!, text: 'Still there?\n{{> optOut}}' };

function refusal(changes: Partial<CampaignDraft>, assessed = bounds.assessed): [string, string[]] | null {
  try {
    checkCampaign(aCampaign(changes), { ...bounds, assessed });
    return null;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [error.code, error.errors.map((one) => one.field)];
  }
}

describe('checkCampaign', () => {
  it('accepts a campaign when it fits', () => {
    expect(refusal({ steps: [first!, later], targetRoles: ['training manager'], languages: ['en'] })).toBeNull();
  });

  it('refuses a first step when it lacks the notice [case 6]', () => {
    expect(refusal({ steps: [later] })).toEqual(['TEMPLATE_SLOT_MISSING', ['steps[0].text']]);
  });

  it('refuses any step when it lacks the opt-out, naming each [case 6]', () => {
    const without = { ...later, text: 'Still there?', html: '<p>Still there?</p>' };
    expect(refusal({ steps: [first!, without, without] })).toEqual([
      'TEMPLATE_SLOT_MISSING',
      ['steps[1].text', 'steps[1].html', 'steps[2].text', 'steps[2].html'],
    ]);
  });

  it('refuses a template when it names an unknown slot [A15]', () => {
    expect(refusal({ steps: [{ ...first!, subject: 'Dear {{salary}}' }] })).toEqual([
      'TEMPLATE_INVALID',
      ['steps[0].subject'],
    ]);
  });

  it('refuses more steps than the assessment allows emails [A12]', () => {
    expect(refusal({ steps: [first!, later, later, later] })).toEqual(['INVALID_INPUT', ['steps']]);
  });

  it('refuses a channel when the assessment does not cover it [A01]', () => {
    expect(refusal({}, aLiaDraft({}, { channels: ['call'] }))).toEqual(['INVALID_INPUT', ['steps[0].channel']]);
  });

  it('refuses a role when it is not among the assessed ones [A08]', () => {
    expect(refusal({ targetRoles: ['Head of Learning', 'Intern'] })).toEqual(['INVALID_INPUT', ['targetRoles[1]']]);
    expect(refusal({ targetRoles: ['Intern'] }, aLiaDraft({}, { targetRoles: [] }))).toBeNull();
  });

  it('refuses a language when the purpose statement has no text for it [A04]', () => {
    expect(refusal({ languages: ['en', 'de'] })).toEqual(['INVALID_INPUT', ['languages[1]']]);
  });
});
