// Answers for whether a campaign fits its assessment and its templates can be sent; said when it is saved, not when it is sent.
import { matchesRole } from '../gate/matches-role.js';
import type { LiaDraft } from '../ports/lia-store.port.js';
import { messageLanguages } from '../outreach/message-languages.js';
import { checkTemplate } from '../rendering/compile-template.js';
import { InputError, type FieldError } from '../shared/errors.js';
import type { CampaignDraft } from './to-campaign-draft.js';

export interface CampaignBounds {
  readonly assessed: LiaDraft;
  /** Languages that the templates know. */
  readonly supportedLanguages: readonly string[];
}

type Check = (draft: CampaignDraft, bounds: CampaignBounds) => FieldError[];

const wrong = (field: string, message: string): FieldError => ({ field, code: 'INVALID', message });

const checks: readonly Check[] = [
  function channelIsAssessed(draft, { assessed }) {
    return draft.steps.flatMap(({ channel }, index) =>
      assessed.bounds.channels.includes(channel)
        ? []
        : [wrong(`steps[${index}].channel`, `the assessment does not cover the channel ${channel}`)],
    );
  },
  function stepsAreWithinTheCap({ steps }, { assessed }) {
    const { maxEmails } = assessed.bounds;
    if (steps.length <= maxEmails) return [];
    return [wrong('steps', `the assessment allows ${maxEmails} emails to a person, not ${steps.length}`)];
  },
  function rolesAreAssessed({ targetRoles }, { assessed }) {
    const allowed = assessed.bounds.targetRoles;
    if (allowed.length === 0) return [];
    // The gate asks for both lists, so a role that one of the assessment's patterns covers only narrows.
    return targetRoles.flatMap((role, index) =>
      allowed.some((pattern) => matchesRole(role, pattern))
        ? []
        : [wrong(`targetRoles[${index}]`, "is not among the assessment's target roles")],
    );
  },
  function languagesCanBeSent({ languages }, { assessed, supportedLanguages }) {
    return languages.flatMap((language, index) =>
      messageLanguages(assessed, { languages: [language] }, supportedLanguages).length > 0
        ? []
        : [wrong(`languages[${index}]`, 'the purpose statement has no text that can be sent in this language')],
    );
  },
];

/** @throws InputError INVALID_INPUT, TEMPLATE_INVALID, TEMPLATE_SLOT_MISSING with every wrong field */
export function checkCampaign(draft: CampaignDraft, bounds: CampaignBounds): void {
  const errors = checks.flatMap((check) => check(draft, bounds));
  if (errors.length > 0) throw new InputError('INVALID_INPUT', 'The campaign does not fit its assessment', errors);
  const templateErrors = draft.steps.flatMap((step, index) => templateError(step, index) ?? []);
  const [first] = templateErrors;
  if (first === undefined) return;
  throw new InputError(
    first.code,
    first.message,
    templateErrors.flatMap((error) => error.errors),
  );
}

function templateError(step: CampaignDraft['steps'][number], index: number): InputError | null {
  try {
    checkTemplate(step, { isFirst: index === 0 });
    return null;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const errors = error.errors.map((one) => ({ ...one, field: `steps[${index}].${one.field}` }));
    return new InputError(error.code, error.message, errors);
  }
}
