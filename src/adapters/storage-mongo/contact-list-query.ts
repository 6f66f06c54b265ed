// Answers for the query behind a page of contacts: filters joined by AND, walked in the order of ids.
import type { ContactFilter } from '../../ports/contact-store.port.js';
import type { ContactId } from '../../shared/ids.js';
import { foldText } from '../../shared/fold-text.js';
import { liveStates } from './live-states.js';

interface Condition {
  readonly path: string;
  readonly values: readonly string[];
}

export interface ContactListQuery {
  readonly filter: Readonly<Record<string, unknown>>;
  /** The index to walk along, which is in the order of ids. */
  readonly hint: string;
}

function conditions({ importId, countries, jobTitles }: ContactFilter): Condition[] {
  return [
    ...(importId === undefined ? [] : [{ path: 'importId', values: [importId] }]),
    ...(countries === undefined ? [] : [{ path: 'country', values: countries }]),
    ...(jobTitles === undefined ? [] : [{ path: 'jobTitle', values: jobTitles.map(foldText) }]),
  ];
}

/** One value goes through its index. Several would need sorting per page, so the walk goes along the ids. */
function hintFor(filter: ContactFilter, others: readonly Condition[]): string {
  const single = others.find((condition) => condition.values.length === 1);
  if (filter.ids !== undefined) return '_id_';
  if (others.length === 0 && filter.state !== undefined) return 'state';
  return single?.path ?? '_id_';
}

export function contactListQuery(filter: ContactFilter, cursor: ContactId | null): ContactListQuery {
  const others = conditions(filter);
  const wanted = others.map(({ path, values: [only, ...more] }) => [
    path,
    more.length === 0 && only !== undefined ? only : { $in: only === undefined ? [] : [only, ...more] },
  ]);
  const ids = filter.ids === undefined ? {} : { $in: filter.ids };
  return {
    filter: {
      ...(Object.fromEntries(wanted) as Record<string, unknown>),
      state: filter.state ?? { $in: liveStates },
      _id: { $gt: cursor ?? '', ...ids },
    },
    hint: hintFor(filter, others),
  };
}
