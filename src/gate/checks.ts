// Answers for the ordered list of questions that every decision asks (rules.md 2.4, gate order).
import { art14Clock } from './checks/art14-clock.check.js';
import { callAfterEmail } from './checks/call-after-email.check.js';
import { callerNumber } from './checks/caller-number.check.js';
import { campaignRunning } from './checks/campaign-running.check.js';
import { channelPermitted } from './checks/channel-permitted.check.js';
import { contactUsable } from './checks/contact-usable.check.js';
import { countryKnown } from './checks/country-known.check.js';
import { gapSinceLastTouch } from './checks/gap-since-last-touch.check.js';
import { liaBounds } from './checks/lia-bounds.check.js';
import { liaInForce } from './checks/lia-in-force.check.js';
import { noticeComplete } from './checks/notice-complete.check.js';
import { quietHours } from './checks/quiet-hours.check.js';
import { registerScreened } from './checks/register-screened.check.js';
import { roleRelevance } from './checks/role-relevance.check.js';
import { senderDeclared } from './checks/sender-declared.check.js';
import { sourcePublic } from './checks/source-public.check.js';
import { staleSchedule } from './checks/stale-schedule.check.js';
import { subscriberType } from './checks/subscriber-type.check.js';
import { suppressed } from './checks/suppressed.check.js';
import { touchLimit } from './checks/touch-limit.check.js';
import type { Check } from './inquiry.js';

export const checks: readonly Check[] = [
  suppressed,
  contactUsable,
  countryKnown,
  channelPermitted,
  subscriberType,
  registerScreened,
  callerNumber,
  liaInForce,
  liaBounds,
  roleRelevance,
  sourcePublic,
  art14Clock,
  touchLimit,
  gapSinceLastTouch,
  callAfterEmail,
  noticeComplete,
  quietHours,
  senderDeclared,
  campaignRunning,
  staleSchedule,
];
