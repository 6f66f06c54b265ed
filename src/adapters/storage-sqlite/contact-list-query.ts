// Answers for the query behind a page of contacts: filters joined by AND, walked in the order of ids.
import type { ContactFilter } from '../../ports/contact-store.port.js';
import type { ContactId } from '../../shared/ids.js';
import { foldText } from '../../shared/fold-text.js';

interface Condition {
  readonly sql: string;
  readonly value: string | null;
}

/**
 * One value goes through an index that is in the order of ids already. Several would each need sorting per page, so the
 * plus sign keeps the planner from their index and the walk goes along the primary key: one pass over all pages.
 */
function among(column: string, values: readonly string[]): Condition {
  const [only] = values;
  return values.length === 1 && only !== undefined
    ? { sql: `${column} = ?`, value: only }
    : { sql: `+${column} IN (SELECT value FROM json_each(?))`, value: JSON.stringify(values) };
}

function conditions(filter: ContactFilter): Condition[] {
  const { ids, countries, importId, jobTitles } = filter;
  return [
    ...(ids === undefined ? [] : [{ sql: 'id IN (SELECT value FROM json_each(?))', value: JSON.stringify(ids) }]),
    ...(importId === undefined ? [] : [{ sql: 'import_id = ?', value: importId }]),
    ...(countries === undefined ? [] : [among('country', countries)]),
    ...(jobTitles === undefined ? [] : [among('job_title', jobTitles.map(foldText))]),
  ];
}

function stateCondition(filter: ContactFilter, isAlone: boolean): Condition {
  if (filter.state === undefined) return { sql: '+state <> ?', value: 'erased' };
  return { sql: isAlone ? 'state = ?' : '+state = ?', value: filter.state };
}

export function contactListQuery(
  filter: ContactFilter,
  cursor: ContactId | null,
  limit: number,
): { readonly sql: string; readonly values: readonly (string | number | null)[] } {
  const others = conditions(filter);
  const all = [...others, stateCondition(filter, others.length === 0), { sql: 'id > ?', value: cursor ?? '' }];
  const where = all.map((condition) => condition.sql).join(' AND ');
  return {
    sql: `SELECT document FROM contacts WHERE ${where} ORDER BY id LIMIT ?`,
    values: [...all.map((condition) => condition.value), limit],
  };
}
