// Answers for the proof that everybody can be told where data came from, and that the answer is safe to open.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { openContactsStory, pageSource, type ContactsStory } from '../support/contacts-story.js';

type Attributes = Record<string, string>;
type ProvDocument = Record<string, Record<string, Attributes>>;

let story: ContactsStory;
let liaId: string;
beforeEach(async () => {
  story = await openContactsStory();
  liaId = await story.approvedLia();
});
afterEach(() => story.close());

async function threeContacts(): Promise<string[]> {
  const board = { ...pageSource, url: 'https://acme.example/board', fields: ['jobTitle'] };
  const jane = await story.create(liaId, { phone: '+441172345678', sources: [pageSource, board] });
  const bare = await story.create(liaId, { email: 'bare@acme.example', givenName: '=cmd()', sources: [] });
  const gone = await story.create(liaId, { email: 'gone@acme.example' });
  await story.call(`DELETE /v1/contacts/${gone.body.id}`);
  return [jane, bare, gone].map((reply) => reply.body.id as string);
}

const exported = (format: string) => story.call(`GET /v1/exports/provenance?format=${format}`, { as: 'auditor' });

/** Every entity of a contact must lead to a primary source and to a plan. */
function orphansOf(document: ProvDocument): string[] {
  const relations = (section: string) => Object.values(document[section] ?? {});
  const sourced = new Set(relations('wasDerivedFrom').map((each) => each['prov:generatedEntity']));
  const planned = new Set(
    relations('wasAssociatedWith')
      .filter((each) => each['prov:plan'])
      .map((each) => each['prov:activity']),
  );
  const underPlan = new Set(
    relations('wasGeneratedBy')
      .filter((each) => planned.has(each['prov:activity']))
      .map((each) => each['prov:entity']),
  );
  const ofContacts = Object.entries(document.entity ?? {}).filter(
    ([id, { 'fk:state': state }]) => id.startsWith('fk:contact-') && (state === undefined || state === 'contactable'),
  );
  return ofContacts.map(([id]) => id).filter((id) => !sourced.has(id) || !underPlan.has(id));
}

function danglingOf(document: ProvDocument): string[] {
  const declared = new Set(['entity', 'activity', 'agent'].flatMap((section) => Object.keys(document[section] ?? {})));
  const relations = Object.entries(document).filter(
    ([section]) => !['prefix', 'entity', 'activity', 'agent'].includes(section),
  );
  return relations
    .flatMap(([, entries]) => Object.values(entries).flatMap((each) => Object.entries(each)))
    .filter(([name, value]) => name !== 'prov:type' && !declared.has(value))
    .map(([, value]) => value);
}

describe('provenance of all contacts', () => {
  it('is a CSV row per contact, field and source, with no cell that a spreadsheet runs [A10] [P5]', async () => {
    const [jane, bare, gone] = await threeContacts();
    const { headers, text } = await exported('csv');
    expect(headers['content-type']).toContain('text/csv');
    const rows = parse<Record<string, string>>(text, { columns: true });
    expect(rows.filter((row) => row.contact_id === jane && row.field === 'jobTitle')).toHaveLength(2);
    expect(rows.find((row) => row.contact_id === jane && row.field === 'phone')?.value).toBe("'+441172345678");
    expect(rows.find((row) => row.contact_id === bare && row.field === 'givenName')).toMatchObject({
      value: "'=cmd()",
      source_url: '',
    });
    expect(rows.filter((row) => row.contact_id === gone)).toEqual([
      expect.objectContaining({ state: 'erased', field: '' }),
    ]);
    expect(text).not.toMatch(/(^|,)"?[=+@-]/m);
  });

  it('is a JSON array, also when there is nobody', async () => {
    expect((await exported('json')).body).toEqual([]);
    const [jane, , gone] = await threeContacts();
    const { body } = await exported('json');
    expect(body).toHaveLength(3);
    expect(body[0]).toMatchObject({ contactId: jane, liaVersion: 1, retainUntil: '2027-11-20' });
    expect(body[2]).toEqual({ contactId: gone, state: 'erased' });
  });

  it('is one PROV-JSON document without orphans and loose ends', async () => {
    expect(orphansOf((await exported('prov')).body as ProvDocument)).toEqual([]);
    await threeContacts();
    const cells =
      'email,organisation,country,source_kind,source_url,source_captured_at,source_captured_by,source_visibility';
    const line = (name: string) => `${name}@acme.example,Acme,GB,press,https://acme.example/n,2026-11-20,Zoë,public`;
    await story.import(liaId, [cells, line('a'), line('b')].join('\n'));
    const { headers, body } = await exported('prov');
    expect(headers['content-type']).toContain('application/prov+json');
    const document = body as ProvDocument;
    expect(
      Object.keys(document.entity ?? {}).filter((id) => /^fk:contact-[^-]+-[^-]+-[^-]+-[^-]+-[^-]+$/.test(id)),
    ).toHaveLength(5);
    expect(JSON.stringify(document.agent)).toContain('Zoë');
    expect(orphansOf(document)).toEqual([]);
    expect(danglingOf(document)).toEqual([]);
  });

  it('leaves a record of who took it, and is not for sales', async () => {
    await exported('csv');
    expect(await story.eventTypes()).toContain('export.made');
    expect((await story.call('GET /v1/exports/provenance?format=csv', { as: 'sales' })).status).toBe(403);
    expect((await exported('xml')).status).toBe(422);
  });

  it('is complete when it spans many pages', async () => {
    const lines = Array.from({ length: 450 }, (_, index) => `p${index}@acme.example,Acme,GB`);
    await story.import(liaId, ['email,organisation,country', ...lines].join('\n'));
    expect((await exported('json')).body).toHaveLength(450);
  });
});

describe('provenance of one contact', () => {
  it.each([
    [undefined, 'application/json'],
    ['text/csv', 'text/csv'],
    ['text/html;q=0.9, application/prov+json', 'application/prov+json'],
  ])('answers an Accept of %s with %s', async (accept, type) => {
    const { body } = await story.create(liaId);
    const headers = accept === undefined ? {} : { accept };
    const reply = await story.call(`GET /v1/contacts/${body.id}/provenance`, { headers });
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toContain(type);
    expect(reply.text).toContain('https://acme.example/team');
  });

  it('answers 406 when no form is welcome, 404 when there is nobody', async () => {
    const { body } = await story.create(liaId);
    const headers = { accept: 'text/html' };
    expect((await story.call(`GET /v1/contacts/${body.id}/provenance`, { headers })).status).toBe(406);
    expect((await story.call('GET /v1/contacts/nobody/provenance')).status).toBe(404);
  });

  it('stands alone as a PROV document', async () => {
    const { body } = await story.create(liaId);
    const headers = { accept: 'application/prov+json' };
    const { body: document } = await story.call(`GET /v1/contacts/${body.id}/provenance`, { headers });
    expect(orphansOf(document as ProvDocument)).toEqual([]);
    expect(danglingOf(document as ProvDocument)).toEqual([]);
  });
});
