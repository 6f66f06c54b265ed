// Answers for the assessment's bounds: channel, countries, retention, fields, source kinds and domains (A01, A06, A09; G2, P4 of 2.1).
import { assessedFields } from '../../ports/contact-store.port.js';
import type { LiaBounds } from '../../ports/lia-store.port.js';
import { dayMs } from '../../shared/instant.js';
import type { ContactFacts, Facts, SourceFacts } from '../facts.js';
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import { fieldsToProve, showing } from '../sources-of-field.js';
import type { Reason } from '../verdict.js';

export function liaBounds({ facts, countries, now }: Inquiry): Reason[] {
  const { contact, lia } = facts;
  if (lia === null) return [];
  const { bounds } = lia;
  const reasons = bounds.channels.includes(facts.channel) ? [] : [channelReason(facts)];
  for (const { code, row } of countries) {
    if (!bounds.countries.includes(code))
      reasons.push(reason('COUNTRY_NOT_ASSESSED', { slots: { country: row.name } }));
  }
  if (contact !== null && now >= contact.obtainedAt + bounds.retentionDays * dayMs) {
    reasons.push(reason('RETENTION_ENDED'));
  }
  if (contact !== null) reasons.push(...fieldReasons(contact, bounds), ...sourceReasons(facts, contact, bounds));
  return reasons;
}

function channelReason({ channel }: Facts): Reason {
  return reason('CHANNEL_NOT_ASSESSED', { slots: { channel: channel === 'email' ? 'emails' : 'calls' } });
}

function fieldReasons(contact: ContactFacts, bounds: LiaBounds): Reason[] {
  const covered: readonly string[] = bounds.dataFields;
  const outside = assessedFields.filter((field) => contact.storedFields.includes(field) && !covered.includes(field));
  return outside.length === 0 ? [] : [reason('FIELD_NOT_ASSESSED', { slots: { fields: outside.join(', ') } })];
}

/** Of the sources that show a field one must be covered, among the public ones where there are any. */
function sourceReasons({ channel }: Facts, contact: ContactFacts, bounds: LiaBounds): Reason[] {
  const outside = fieldsToProve(contact, channel).filter((field) => {
    const sources = showing(contact, field);
    const open = sources.filter((source) => source.visibility === 'public');
    const asked = open.length > 0 ? open : sources;
    return asked.length > 0 && !asked.some((source) => isCovered(source, bounds));
  });
  return outside.length === 0 ? [] : [reason('SOURCE_NOT_ASSESSED', { slots: { fields: outside.join(', ') } })];
}

function isCovered(source: SourceFacts, bounds: LiaBounds): boolean {
  if (!bounds.sourceKinds.includes(source.kind)) return false;
  if (bounds.sourceDomains === undefined) return true;
  return source.domain !== null && bounds.sourceDomains.includes(source.domain);
}
