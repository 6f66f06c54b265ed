// Answers for the reasons that lie in the campaign, the message, the sender or the time of day.
import type { ReasonEntries } from './reason-entry.js';

export const sendingReasons = {
  INSTALLATION_STOPPED: {
    effect: 'hold',
    message: 'All outreach of this installation is stopped',
    citation: null,
    fix: 'Ask the data-protection officer to lift the stop',
  },
  CALL_OUTCOME_MISSING: {
    effect: 'hold',
    message: 'An earlier call permit of this account has expired without an outcome',
    citation: null,
    fix: 'Report what came of the call permit {permit}',
  },
  CAMPAIGN_NOT_RUNNING: {
    effect: 'hold',
    message: 'The campaign is not running ({state})',
    citation: null,
    fix: 'Launch or resume the campaign',
  },
  CAMPAIGN_ENDED: {
    effect: 'block',
    message: 'The campaign has ended ({state})',
    citation: null,
    fix: null,
  },
  STALE_SCHEDULE: {
    effect: 'hold',
    message: 'This was due more than {hours} hours ago and waits for a person to look at it',
    citation: null,
    fix: 'Resume the campaign if it should still go out',
  },
  EARLIER_STEP_UNKNOWN: {
    effect: 'hold',
    message: 'Nobody knows whether the step before arrived, so this one waits for a person to look at it',
    citation: null,
    fix: 'Look at the earlier step, then resume the campaign',
  },
  SENDING_FAILED: {
    effect: 'hold',
    message: 'Sending this broke off ({cause}), so it waits for a person to look at it',
    citation: null,
    fix: 'Look in the log for the id of the touch, mend the cause, then put the touch back into the queue or resume the campaign',
  },
  MESSAGE_UNKNOWN: {
    effect: 'hold',
    message: 'The message of this step is not known',
    citation: 'GDPR Art. 14',
    fix: 'Check the steps of the campaign',
  },
  NOTICE_MISSING: {
    effect: 'hold',
    message: 'The first delivered email must carry the privacy notice, and this step has none',
    citation: 'GDPR Art. 14(1)-(3), 21(4)',
    fix: 'Wait until an earlier step with the notice is delivered',
  },
  OPT_OUT_MISSING: {
    effect: 'block',
    message: 'The message has no way to opt out',
    citation: 'GDPR Art. 21; ePrivacy Directive Art. 13(4)',
    fix: 'Add the opt-out block to the step',
  },
  LANGUAGE_UNAVAILABLE: {
    effect: 'hold',
    message: 'The message is not available in a language of this person',
    citation: 'GDPR Art. 12(1)',
    fix: 'Add the purpose statement and the message in that language, or in English',
  },
  POSTAL_ADDRESS_MISSING: {
    effect: 'hold',
    message: 'The postal address of the sender is missing',
    citation: 'GDPR Art. 14(1)(a)',
    fix: 'Add the postal address to the assessment',
  },
  CONTROLLER_CONTACT_MISSING: {
    effect: 'hold',
    message: 'The contact details of the sender are missing',
    citation: 'GDPR Art. 14(1)(a)',
    fix: 'Add an email address or phone number of the controller to the assessment',
  },
  SENDER_MISSING: {
    effect: 'hold',
    message: 'The campaign names no sender address',
    citation: 'ePrivacy Directive Art. 13(4)',
    fix: 'Add the sender address to the campaign',
  },
  RELAY_MISSING: {
    effect: 'hold',
    message: 'No outgoing mail relay is set up',
    citation: null,
    fix: 'Ask the administrator to set FAIRKNOCK_SMTP_URL',
  },
  PROCESSOR_UNDECLARED: {
    effect: 'hold',
    message: 'The assessment does not name the mail relay among its processors',
    citation: 'GDPR Art. 28',
    fix: 'Add the relay to the processors of the assessment',
  },
  TIME_ZONE_UNKNOWN: {
    effect: 'hold',
    message: 'The time zone of the person is not known',
    citation: 'Permitted hours count in the place of the person',
    fix: 'Add the time zone to the contact',
  },
  QUIET_HOURS: {
    effect: 'hold',
    message: 'Outside {window} in {zone}',
    citation: null,
    fix: null,
  },
  PUBLIC_HOLIDAY: {
    effect: 'hold',
    message: 'Today is a public holiday in {country}',
    citation: 'No outreach on public holidays',
    fix: null,
  },
} as const satisfies ReasonEntries;
