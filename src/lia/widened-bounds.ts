// Answers for "a significant change": what a new version of an assessment allows or says beyond the one in force (A24, G17).
import type { LiaDraft, SendWindow } from '../ports/lia-store.port.js';

/** One way in which a version goes beyond another. */
export type Widening =
  | 'channel'
  | 'data_field'
  | 'source_kind'
  | 'source_domain'
  | 'country'
  | 'target_role'
  | 'max_emails'
  | 'max_calls'
  | 'min_gap_days'
  | 'call_after_email_days'
  | 'retention_days'
  | 'send_window'
  | 'processor'
  | 'caller_number'
  | 'purpose';

type Change = (before: LiaDraft, after: LiaDraft) => boolean;

function hasNew(before: readonly string[], after: readonly string[]): boolean {
  return after.some((item) => !before.includes(item));
}

const folded = (texts: readonly string[]): string[] => texts.map((text) => text.trim().toLowerCase());

/** An absent list means any: dropping the list widens, adding one never does. */
function hasNewOrAny(before: readonly string[] | undefined, after: readonly string[] | undefined): boolean {
  if (before === undefined) return false;
  return after === undefined || hasNew(folded(before), folded(after));
}

/** An empty list of roles means any, like an absent list of domains. */
function hasNewRole(before: readonly string[], after: readonly string[]): boolean {
  if (before.length === 0) return false;
  return after.length === 0 || hasNew(folded(before), folded(after));
}

function isWiderWindow(before: SendWindow, after: SendWindow): boolean {
  // Times are `HH:MM` with leading zeros, so their text order is their order in time.
  return after.from < before.from || after.to > before.to || after.days.some((day) => !before.days.includes(day));
}

function hasNewProcessor(before: LiaDraft, after: LiaDraft): boolean {
  return after.processors.some((processor) => {
    const known = before.processors.find(
      (other) =>
        other.name === processor.name && other.country === processor.country && other.purpose === processor.purpose,
    );
    return known === undefined || hasNewOrAny(known.hosts, processor.hosts);
  });
}

function hasNewPurpose(before: LiaDraft, after: LiaDraft): boolean {
  return (
    before.interest !== after.interest ||
    before.interestHolder !== after.interestHolder ||
    Object.entries(after.purposeStatement).some(([language, text]) => before.purposeStatement[language] !== text)
  );
}

const changes: Readonly<Record<Widening, Change>> = {
  channel: (before, after) => hasNew(before.bounds.channels, after.bounds.channels),
  data_field: (before, after) => hasNew(before.bounds.dataFields, after.bounds.dataFields),
  source_kind: (before, after) => hasNew(before.bounds.sourceKinds, after.bounds.sourceKinds),
  source_domain: (before, after) => hasNewOrAny(before.bounds.sourceDomains, after.bounds.sourceDomains),
  country: (before, after) => hasNew(before.bounds.countries, after.bounds.countries),
  target_role: (before, after) => hasNewRole(before.bounds.targetRoles, after.bounds.targetRoles),
  max_emails: (before, after) => after.bounds.maxEmails > before.bounds.maxEmails,
  max_calls: (before, after) => after.bounds.maxCalls > before.bounds.maxCalls,
  min_gap_days: (before, after) => after.bounds.minGapDays < before.bounds.minGapDays,
  call_after_email_days: (before, after) => after.bounds.callAfterEmailDays < before.bounds.callAfterEmailDays,
  retention_days: (before, after) => after.bounds.retentionDays > before.bounds.retentionDays,
  send_window: (before, after) => isWiderWindow(before.bounds.sendWindow, after.bounds.sendWindow),
  processor: hasNewProcessor,
  caller_number: (before, after) => hasNew(before.callerNumbers, after.callerNumbers),
  purpose: hasNewPurpose,
};

/**
 * In which ways `after` goes beyond `before`; empty where it only narrows, or changes what no person notices.
 * A translation that is added counts as new purpose text; one that is taken away does not.
 */
export function widenedBounds(before: LiaDraft, after: LiaDraft): readonly Widening[] {
  return (Object.keys(changes) as Widening[]).filter((name) => changes[name](before, after));
}
