// Answers for the query behind a search for contacts: every given criterion must hold.
import type { ContactSearch } from '../../ports/contact-store.port.js';
import { foldText } from '../../shared/fold-text.js';
import { liveStates } from './live-states.js';

/** Null where nothing is asked for: then nobody is found. */
export function contactSearchQuery(search: ContactSearch): Readonly<Record<string, unknown>> | null {
  const { emailKeys, phoneKeys, organisation } = search;
  const conditions = {
    ...(emailKeys === undefined ? {} : { emailKey: { $in: emailKeys } }),
    ...(phoneKeys === undefined ? {} : { phoneKeys: { $in: phoneKeys } }),
    ...(organisation === undefined ? {} : { organisation: foldText(organisation) }),
  };
  if (Object.keys(conditions).length === 0) return null;
  return { ...conditions, state: { $in: liveStates } };
}
