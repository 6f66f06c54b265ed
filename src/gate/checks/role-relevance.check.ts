// Answers for the person's role: the message must concern it (A08; REL and PUB rows ask for it even without a role list).
import { cellOf } from '../cell-of.js';
import type { ContactFacts, Facts } from '../facts.js';
import type { Inquiry } from '../inquiry.js';
import { matchesRole } from '../matches-role.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

export function roleRelevance({ facts, countries }: Inquiry): Reason[] {
  const { contact } = facts;
  if (contact === null) return [];
  const demanding = countries.find(({ row }) => ['REL', 'PUB'].includes(cellOf(row, facts, contact)));
  // A mailbox such as info@ is nobody's role; only a country that asks for the role asks it there too.
  if (demanding === undefined && facts.channel === 'email' && contact.mailboxKind === 'generic') return [];
  const lists = roleLists(facts);
  if (lists.length === 0) {
    return demanding === undefined
      ? []
      : [unproven(`${demanding.row.name} asks for the role of the person, and no target roles are set`)];
  }
  return titleReasons(contact, lists);
}

/** A campaign's roles lie within the assessment's, so a title must fit both. */
function roleLists({ lia, campaign }: Facts): (readonly string[])[] {
  return [campaign?.targetRoles ?? [], lia?.bounds.targetRoles ?? []].filter((roles) => roles.length > 0);
}

function titleReasons({ jobTitle }: ContactFacts, lists: (readonly string[])[]): Reason[] {
  if (jobTitle === null || jobTitle.trim() === '') return [unproven('The job title is not known')];
  const fits = lists.every((roles) => roles.some((role) => matchesRole(jobTitle, role)));
  return fits ? [] : [unproven('The job title is not among the target roles')];
}

function unproven(cause: string): Reason {
  return reason('RELEVANCE_UNPROVEN', { slots: { cause: cause.charAt(0).toUpperCase() + cause.slice(1) } });
}
