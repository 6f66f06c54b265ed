// Answers for going through a campaign's audience page by page, in the order of contact ids, in constant memory.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CampaignAudience } from '../ports/campaign-store.port.js';
import type { Contact, ContactFilter, ContactStore } from '../ports/contact-store.port.js';
import type { ContactId } from '../shared/ids.js';

export const audiencePageSize = 200;

export function audienceFilter(audience: CampaignAudience): ContactFilter {
  return audience.contactIds === undefined ? { ...audience.filter } : { ids: audience.contactIds };
}

/** Erased contacts are left out. Lets other work of the process go on between two pages. */
export async function* audiencePages(
  contacts: ContactStore,
  audience: CampaignAudience,
): AsyncGenerator<readonly Contact[]> {
  const filter = audienceFilter(audience);
  let cursor: ContactId | null = null;
  do {
    const page: Awaited<ReturnType<ContactStore['list']>> = await contacts.list(filter, cursor, audiencePageSize);
    yield page.items;
    cursor = page.nextCursor;
    await nextTurn();
  } while (cursor !== null);
}
