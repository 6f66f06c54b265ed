// Answers for what must be told: who writes, why, how to object, in a language the person reads (P3, T1, T5; case 30).
import type { CountryRow } from '../rule-table/country-row.js';
import type { Facts, LiaFacts } from '../facts.js';
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { ReasonDetails } from '../reason.js';
import type { Reason } from '../verdict.js';

export function noticeComplete({ facts, countries }: Inquiry): Reason[] {
  if (facts.contact === null) return [];
  const rows = countries.map(({ row }) => row);
  return [...controllerReasons(facts.lia, rows), ...messageReasons(facts)];
}

function controllerReasons(lia: LiaFacts | null, rows: readonly CountryRow[]): Reason[] {
  if (lia === null) return [];
  const reasons: Reason[] = [];
  if (!lia.hasPostalAddress) reasons.push(reason('POSTAL_ADDRESS_MISSING', hardness(rows, 'postal_address')));
  if (!lia.hasControllerContact)
    reasons.push(reason('CONTROLLER_CONTACT_MISSING', hardness(rows, 'controller_contact')));
  return reasons;
}

function hardness(rows: readonly CountryRow[], need: CountryRow['hardNeeds'][number]): ReasonDetails {
  const demanding = rows.find((row) => row.hardNeeds.includes(need));
  return demanding === undefined ? {} : { effect: 'block', citation: demanding.email.citation };
}

function messageReasons({ channel, campaign, message, person }: Facts): Reason[] {
  if (channel !== 'email') return [];
  // A decision on an assessment alone has no message to look at; a campaign always has one.
  if (message === null) return campaign === null ? [] : [reason('MESSAGE_UNKNOWN')];
  const reasons: Reason[] = [];
  if (!message.hasOptOut) reasons.push(reason('OPT_OUT_MISSING'));
  if (!message.hasNotice && person.firstDeliveredEmailAt === null) reasons.push(reason('NOTICE_MISSING'));
  if (message.language === null) reasons.push(reason('LANGUAGE_UNAVAILABLE'));
  return reasons;
}
