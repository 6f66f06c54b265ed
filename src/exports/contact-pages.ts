// Answers for walking through all contacts at constant memory, the erased ones last.
import type { Contact, ContactFilter, ContactStore } from '../ports/contact-store.port.js';
import type { ContactId } from '../shared/ids.js';

const pageSize = 200;

async function* matching(contacts: ContactStore, filter: ContactFilter): AsyncGenerator<readonly Contact[]> {
  let cursor: ContactId | null = null;
  do {
    const page: Awaited<ReturnType<ContactStore['list']>> = await contacts.list(filter, cursor, pageSize);
    if (page.items.length > 0) yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

export async function* contactPages(contacts: ContactStore): AsyncGenerator<readonly Contact[]> {
  yield* matching(contacts, {});
  yield* matching(contacts, { state: 'erased' });
}
