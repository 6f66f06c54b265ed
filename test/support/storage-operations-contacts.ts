// Answers for random operations on contacts and on what an erasure reaches beside them: refused lines, kept replies, permits.
import type { Contact, ContactFields, ContactFilter, ContactSearch } from '../../src/ports/contact-store.port.js';
import type { Resolution } from '../../src/ports/touch-ledger.port.js';
import type { ContactId, ImportId } from '../../src/shared/ids.js';
import { aContact, phoneKeyOf } from './contact.builder.js';
import {
  everyPage,
  operation,
  type Choices,
  type OperationMaker,
  type StorageWorld,
} from './storage-operations-world.js';

const organisations = ['Acme Ltd', ' ACME ltd', 'Größe & Söhne'] as const;
const countries = ['GB', 'IE', 'DE'] as const;
const states = ['contactable', 'quarantined', 'restricted'] as const;
const phones = ['+442079460000', '+442079460001'] as const;

export function emailOf(name: string): string {
  return `${name}@acme.example`;
}

function fieldsOf(name: string, choices: Choices): Partial<ContactFields> {
  return {
    email: emailOf(name),
    organisation: choices.pick(organisations),
    country: choices.pick(countries),
    jobTitle: choices.pick(['Head of Learning', 'DIRECTRICE DES ÉTUDES']),
    ...(choices.isRare() ? {} : { phone: choices.pick(phones) }),
  };
}

function changesOf(choices: Choices): Partial<Contact> {
  return { state: choices.pick(states), importId: choices.pick([null, 'import-1' as ImportId]) };
}

function built(fields: Partial<ContactFields>, changes: Partial<Contact>): Contact {
  const contact = aContact(fields, changes);
  // Ids of a builder's sources are not the same in two runs of one seed.
  return {
    ...contact,
    sources: contact.sources.map((source, index) => ({ ...source, id: `source-${index}` as never })),
  };
}

/** As an import does it: the ledger says whose contact it is, and the store takes it or not. */
const create: OperationMaker = (world, choices) => {
  const name = world.name(choices);
  const address = world.address(choices);
  const [fields, changes] = [fieldsOf(name, choices), changesOf(choices)];
  const id = world.id<ContactId>('contact');
  const event = world.event('contact.created', { payload: { contactId: id } });
  const contactOf = (found: Resolution): Contact => {
    const [rowId, ...conflictingRowIds] = found.kind === 'row' ? [found.rowId] : found.rowIds;
    return built(fields, { ...changes, id, rowId: rowId!, conflictingRowIds, emailKey: address.current });
  };
  return operation(
    async ({ ledger, contacts }) => {
      const contact = contactOf(await ledger.resolvePerson([address]));
      return { contact, isNew: await contacts.create(contact, { ...event, subject: contact.rowId }) };
    },
    ({ contact, isNew }) => {
      world.knowRow(contact.rowId);
      if (isNew) world.contacts.push(contact);
    },
  );
};

function known(world: StorageWorld, choices: Choices): Contact {
  return choices.any(world.contacts, built({}, { id: world.id('contact') }));
}

const save: OperationMaker = (world, choices) => {
  const { id, rowId, emailKey } = known(world, choices);
  const fields = fieldsOf(world.name(choices), choices);
  const address = world.address(choices);
  const key = choices.isRare() ? address.current : emailKey;
  const isStale = choices.isRare();
  const event = world.event('contact.corrected', { subject: rowId, payload: { contactId: id } });
  const changes = { ...changesOf(choices), id, rowId, emailKey: key };
  return operation(async ({ contacts }) => {
    const revision = (await contacts.find(id))?.revision ?? 1;
    return contacts.save(built(fields, { ...changes, revision: isStale ? revision : revision + 1 }), event);
  });
};

const erase: OperationMaker = (world, choices) => {
  const { id, rowId } = known(world, choices);
  const event = world.event('contact.erased', { subject: rowId, payload: { contactId: id } });
  return operation(({ contacts }) => contacts.erase(id, event.at, event));
};

function filterOf(world: StorageWorld, choices: Choices): ContactFilter {
  const filters: readonly [ContactFilter, ...ContactFilter[]] = [
    {},
    { state: choices.pick([...states, 'erased']) },
    { countries: [choices.pick(countries), 'FR'] },
    { importId: 'import-1' as ImportId, jobTitles: [' head of LEARNING'] },
    { ids: world.contacts.slice(1, 4).map(({ id }) => id), jobTitles: ['directrice des études'] },
  ];
  return choices.pick(filters);
}

function searchOf(world: StorageWorld, choices: Choices): ContactSearch {
  const { current, older } = world.address(choices);
  const searches: readonly [ContactSearch, ...ContactSearch[]] = [
    { emailKeys: [current, ...older] },
    { phoneKeys: [phoneKeyOf(choices.pick(phones))] },
    { organisation: choices.pick(organisations) },
    { organisation: 'acme LTD', phoneKeys: phones.map(phoneKeyOf) },
    {},
  ];
  return choices.pick(searches);
}

const byId = (contacts: readonly Contact[]): Contact[] =>
  [...contacts].sort((one, other) => (one.id < other.id ? -1 : 1));

const readContacts: OperationMaker = (world, choices) => {
  const { id } = known(world, choices);
  const filter = filterOf(world, choices);
  const search = searchOf(world, choices);
  const keys = [world.rowId(choices), world.address(choices).current];
  return operation(async ({ contacts }) => ({
    one: await contacts.find(id),
    listed: await everyPage((cursor: ContactId | null, limit) => contacts.list(filter, cursor, limit)),
    searched: byId(await contacts.search(search)),
    ofPerson: byId(await contacts.findByPerson(keys)),
    erased: await Promise.all(keys.map((key) => contacts.wasErased(key))),
  }));
};

export const contactOperations = { create, save, erase, readContacts };
