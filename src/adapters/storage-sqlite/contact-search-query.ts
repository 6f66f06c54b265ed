// Answers for the query behind a search for contacts: every given criterion must hold.
import type { ContactSearch } from '../../ports/contact-store.port.js';
import { foldText } from '../../shared/fold-text.js';

const maxFound = 200;

/** Null where nothing is asked for: then nobody is found. */
export function contactSearchQuery(search: ContactSearch): { sql: string; values: readonly string[] } | null {
  const { emailKeys, phoneKeys, organisation } = search;
  const conditions = [
    ...(emailKeys === undefined
      ? []
      : [{ sql: 'email_key IN (SELECT value FROM json_each(?))', value: JSON.stringify(emailKeys) }]),
    ...(phoneKeys === undefined
      ? []
      : [
          {
            sql: `id IN (SELECT contact_id FROM contact_phone_keys
                         WHERE phone_key IN (SELECT value FROM json_each(?)))`,
            value: JSON.stringify(phoneKeys),
          },
        ]),
    ...(organisation === undefined ? [] : [{ sql: 'organisation = ?', value: foldText(organisation) }]),
  ];
  if (conditions.length === 0) return null;
  const where = conditions.map((condition) => condition.sql).join(' AND ');
  return {
    sql: `SELECT document FROM contacts WHERE ${where} AND +state <> 'erased' ORDER BY id LIMIT ${maxFound}`,
    values: conditions.map((condition) => condition.value),
  };
}
