// Answers for the proof that a value is only ever shown by sources that showed it.
import { describe, expect, it } from '@jest/globals';
import { assessedFields, type Contact, type ContactFields, type Source } from '../ports/contact-store.port.js';
import type { ContactId, LiaId, RowId, SourceId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';
import { mergeContact, type ContactChange } from './merge-contact.js';
import { mergeSources } from './merge-sources.js';

const at = (ms: number) => ms as Instant;

function aSource(url: string, more: Partial<Source> = {}): Source {
  return {
    id: url as SourceId,
    kind: 'press',
    url,
    capturedAt: at(1_000),
    capturedBy: 'r',
    visibility: 'public',
    publishedBy: null,
    noSolicitation: null,
    evidenceSha256: null,
    fields: ['email'],
    ...more,
  };
}

const stored: Contact & { readonly fields: ContactFields } = {
  id: 'c' as ContactId,
  revision: 1,
  state: 'contactable',
  rowId: 'r' as RowId,
  conflictingRowIds: [],
  fields: { email: 'Jane@acme.example', jobTitle: 'Head', country: 'GB', subscriberType: 'unknown' },
  sources: [aSource('https://a.example', { fields: ['email', 'jobTitle'] })],
  emailKey: 'r' as RowId,
  phoneKeys: [],
  liaId: 'l' as LiaId,
  importId: null,
  obtainedAt: at(5_000),
  createdAt: at(5_000),
  updatedAt: at(5_000),
};
const nothing: ContactChange = { fields: {}, cleared: [], sources: [], allowed: assessedFields };

describe('mergeContact', () => {
  it('changes nothing when nothing is new', () => {
    const again = {
      ...nothing,
      fields: { jobTitle: 'Head' },
      sources: [aSource('https://a.example', { id: 'new' as SourceId })],
    };
    expect(mergeContact(stored, again).isChanged).toBe(false);
  });

  it('quarantines a changed value without a source of its own [P5] [case 19]', () => {
    const { state, sources } = mergeContact(stored, { ...nothing, fields: { jobTitle: 'Director' } });
    expect(state).toBe('quarantined');
    expect(sources[0]?.fields).toEqual(['email']);
  });

  it('keeps the sources of an address in another spelling [case 4]', () => {
    expect(mergeContact(stored, { ...nothing, fields: { email: 'jane+x@acme.example' } })).toMatchObject({
      state: 'contactable',
      changed: [],
      isChanged: true,
    });
  });

  it('removes what the allow-list no longer covers [P8]', () => {
    const { fields, removed } = mergeContact(stored, { ...nothing, allowed: ['email'] });
    expect(fields).not.toHaveProperty('jobTitle');
    expect(removed).toEqual(['jobTitle']);
  });

  it('does not lift a restriction', () => {
    expect(mergeContact({ ...stored, state: 'restricted' }, nothing).state).toBe('restricted');
  });

  it('moves the clock of Article 14 back to an earlier capture, never forward [T3]', () => {
    const earlier = { ...nothing, sources: [aSource('https://b.example', { capturedAt: at(10) })] };
    expect(mergeContact(stored, earlier).obtainedAt).toBe(10);
    const later = { ...nothing, sources: [aSource('https://b.example', { capturedAt: at(9_000) })] };
    expect(mergeContact({ ...stored, sources: [] }, later).obtainedAt).toBe(5_000);
  });
});

describe('mergeSources', () => {
  it('joins the same page seen at the same time and unites its fields [A10]', () => {
    const merged = mergeSources(
      [aSource('https://a.example', { evidenceSha256: 'e' })],
      [
        aSource('https://a.example', { id: 'x' as SourceId, visibility: 'restricted', fields: ['phone'] }),
        aSource('https://a.example', { capturedAt: at(2_000) }),
      ],
    );
    expect(merged).toHaveLength(2);
    expect(merged[0]).toMatchObject({
      id: 'https://a.example',
      visibility: 'restricted',
      evidenceSha256: 'e',
      fields: ['email', 'phone'],
    });
  });
});
