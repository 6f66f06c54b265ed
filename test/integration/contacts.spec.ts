// Answers for the proof that contacts come in minimised and sourced, meet themselves again, and stay out once erased.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ContactStore } from '../../src/ports/contact-store.port.js';
import { TouchLedger } from '../../src/ports/touch-ledger.port.js';
import { newAttemptToken, newId, type ContactId, type LeafId, type TouchId } from '../../src/shared/ids.js';
import { jane, openContactsStory, pageSource, type ContactsStory } from '../support/contacts-story.js';

let story: ContactsStory;
let liaId: string;
beforeEach(async () => {
  story = await openContactsStory();
  liaId = await story.approvedLia();
});
afterEach(() => story.close());

const stored = (id: string) => story.app.port(ContactStore).find(id as ContactId);

describe('taking a contact in', () => {
  it('creates a contactable contact when every personal field has a source [P5]', async () => {
    const { status, body } = await story.create(liaId, { phone: '+44 (0) 117 234 5678', country: 'United Kingdom' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'contactable', phone: '+441172345678', country: 'GB', droppedFields: [] });
    expect(await story.call(`GET /v1/contacts/${body.id}`)).toMatchObject({ status: 200, body: { id: body.id } });
    expect(await story.eventTypes()).toContain('contact.created');
  });

  it.each([
    ['without any source', []],
    ['when a stored field is shown by no source', [{ ...pageSource, fields: ['email', 'jobTitle'] }]],
  ])('keeps the contact in quarantine %s [case 19] [A10]', async (_, sources) => {
    expect((await story.create(liaId, { sources })).body.state).toBe('quarantined');
  });

  it('drops a field that the assessment does not cover, says so and keeps a record of it [case 18] [A09]', async () => {
    const narrow = await story.approvedLia({ dataFields: ['email', 'jobTitle'], channels: ['email'] });
    const { status, body } = await story.create(narrow, { phone: '+441172345678' });
    expect(status).toBe(201);
    expect(body.droppedFields).toEqual(['phone', 'givenName', 'organisation']);
    expect(JSON.stringify(await stored(body.id))).not.toMatch(/1172345678|Jane|Acme/);
    expect(await story.eventTypes()).toContain('contact.field_dropped');
  });

  it('refuses a field that does not exist and stores nothing [A14]', async () => {
    const { status, body } = await story.create(liaId, { birthday: '1980-01-01' });
    expect([status, body.code]).toEqual([422, 'UNKNOWN_FIELD']);
    expect((await story.call('GET /v1/contacts')).body.items).toEqual([]);
  });

  it.each(['gmail.com', 'mailinator.com'])(
    'refuses a person at %s when no organisation is named [A02]',
    async (domain) => {
      const email = `someone@${domain}`;
      expect((await story.create(liaId, { email, organisation: undefined })).status).toBe(422);
      expect((await story.create(liaId, { email })).status).toBe(201);
    },
  );

  it.each([
    ['a source without its page', { url: undefined }, 'sources[0].url'],
    ['a page with a password in it', { url: 'https://me:secret@acme.example' }, 'sources[0].url'],
    ['a capture in the future', { capturedAt: '2026-11-23T10:06:00Z' }, 'sources[0].capturedAt'],
  ])('refuses %s [P5]', async (_, change, field) => {
    const { status, body } = await story.create(liaId, { sources: [{ ...pageSource, ...change }] });
    expect(status).toBe(422);
    expect(body.errors).toContainEqual(expect.objectContaining({ field }));
  });

  it('refuses data under an assessment that is not in force [P4]', async () => {
    await story.inTime(story.call(`POST /v1/lias/${liaId}/withdraw`, { as: 'dpo', body: {} }));
    expect(await story.create(liaId)).toMatchObject({ status: 409, body: { code: 'LIA_NOT_IN_FORCE' } });
    expect(await story.upload(liaId, 'email,country\n')).toMatchObject({ status: 409 });
  });

  it('makes one contact of twenty concurrent requests in spellings of one address [case 4] [R0]', async () => {
    const emails = [
      'jane.doe@acme.example',
      'Jane.Doe@ACME.example',
      'jane.doe+x@acme.example',
      ' JANE.DOE@acme.example ',
    ];
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        story.create(liaId, { email: emails[index % 4], familyName: `N${index}` }),
      ),
    );
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1);
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
  });
});

describe('meeting a contact again', () => {
  it('updates what was given, keeps the rest and joins the sources', async () => {
    const { body } = await story.create(liaId, { familyName: 'Doe' });
    const again = await story.create(liaId, {
      jobTitle: 'Director',
      sources: [pageSource, { ...pageSource, url: 'https://acme.example/board' }],
    });
    expect(again).toMatchObject({ status: 200, body: { id: body.id, familyName: 'Doe', jobTitle: 'Director' } });
    expect(again.body.sources).toHaveLength(2);
    expect(again.body.sources[0].id).toBe(body.sources[0].id);
  });

  it('asks for a new source when a value changes without one [P5]', async () => {
    await story.create(liaId);
    expect((await story.create(liaId, { jobTitle: 'Director', sources: [] })).body).toMatchObject({
      state: 'quarantined',
      fieldsWithoutSource: ['jobTitle'],
    });
  });

  it('lifts no suppression and resets no counter [P1] [P2]', async () => {
    const { body } = await story.create(liaId);
    const { rowId } = (await stored(body.id))!;
    const ledger = story.app.port(TouchLedger);
    const claim = {
      rowId,
      touchId: 'touch-1' as TouchId,
      attempt: newAttemptToken(),
      channel: 'email',
      at: story.clock.now(),
    } as const;
    const event = {
      id: newId<LeafId>(),
      type: 'touch.claimed',
      at: story.clock.now(),
      actor: 'system',
      subject: rowId,
      refs: {},
    };
    await ledger.claimTouch({ ...claim, maxTouches: 3, minGapMs: 0, gates: [] }, event);
    await ledger.settleTouch({ ...claim, outcome: 'sent' }, { ...event, id: newId<LeafId>(), type: 'touch.settled' });
    await story.call('POST /v1/suppressions', { body: { email: jane.email, scope: 'address', cause: 'objection' } });
    await story.create(liaId, { jobTitle: 'Director' });
    expect(await ledger.readPerson(rowId)).toMatchObject({ suppression: { cause: 'objection' }, used: { email: 1 } });
  });

  it('is found by address, number and organisation, never by path', async () => {
    const { body } = await story.create(liaId, { phone: '+441172345678' });
    for (const query of [
      { email: 'JANE.doe+a@acme.example' },
      { phone: '+44 117 234 5678' },
      { organisation: 'acme LTD' },
    ]) {
      const found = await story.call('POST /v1/contacts/search', { as: 'auditor', body: query });
      expect(found).toMatchObject({ status: 200, body: { items: [{ id: body.id }] } });
    }
    expect((await story.call('POST /v1/contacts/search', { body: {} })).status).toBe(422);
  });
});

describe('correcting a contact', () => {
  it('changes, clears and refuses fields', async () => {
    const { body } = await story.create(liaId);
    const path = `PATCH /v1/contacts/${body.id}`;
    const changed = await story.call(path, {
      as: 'dpo',
      body: { jobTitle: 'Director', givenName: null, sources: [pageSource] },
    });
    expect(changed).toMatchObject({ status: 200, body: { state: 'contactable', jobTitle: 'Director' } });
    expect(changed.body).not.toHaveProperty('givenName');
    expect((await story.call(path, { body: { email: null } })).status).toBe(422);
    expect((await story.call(path, { body: { country: 'Atlantis' } })).status).toBe(422);
    expect((await story.call(path, { as: 'auditor', body: {} })).status).toBe(403);
  });

  it('refuses a field outside the allow-list [case 18]', async () => {
    const narrow = await story.approvedLia({ dataFields: ['email', 'jobTitle'], channels: ['email'] });
    const { body } = await story.create(narrow);
    const changed = await story.call(`PATCH /v1/contacts/${body.id}`, { body: { phone: '+441172345678' } });
    expect(changed).toMatchObject({ status: 422, body: { code: 'FIELD_NOT_ASSESSED' } });
  });

  it('keeps the ledger row when the address changes [R0] [R13]', async () => {
    const { body } = await story.create(liaId);
    const before = await stored(body.id);
    const email = 'jane@acme.example';
    expect((await story.call(`PATCH /v1/contacts/${body.id}`, { body: { email } })).status).toBe(200);
    expect((await stored(body.id))?.rowId).toBe(before?.rowId);
    const again = await story.create(liaId, { email });
    expect(again).toMatchObject({ status: 200, body: { id: body.id } });
    expect((await story.create(liaId)).body).toMatchObject({ id: body.id, email });
  });

  it('writes nothing over a person when their earlier address comes in with somebody else’s name [R0]', async () => {
    const { body } = await story.create(liaId);
    await story.call(`PATCH /v1/contacts/${body.id}`, { body: { email: 'jane@acme.example' } });
    const stranger = await story.create(liaId, { givenName: 'Bert', jobTitle: 'Driver' });
    expect(stranger).toMatchObject({
      status: 200,
      body: { id: body.id, givenName: 'Jane', jobTitle: 'Head of Learning' },
    });
    expect((await stored(body.id))?.fields).toMatchObject({ email: 'jane@acme.example', givenName: 'Jane' });
  });

  it('refuses an address that another contact has', async () => {
    const { body } = await story.create(liaId);
    await story.create(liaId, { email: 'john@acme.example' });
    const changed = await story.call(`PATCH /v1/contacts/${body.id}`, { body: { email: 'john@acme.example' } });
    expect(changed).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
  });

  it('refuses the address of somebody whose data was erased, and keeps nothing of it [P7]', async () => {
    const gone = await story.create(liaId, { email: 'john@acme.example' });
    await story.call(`DELETE /v1/contacts/${gone.body.id}`);
    const { body } = await story.create(liaId);
    const changed = await story.call(`PATCH /v1/contacts/${body.id}`, { body: { email: 'john@acme.example' } });
    expect(changed).toMatchObject({ status: 409, body: { code: 'CONTACT_ERASED' } });
    expect((await stored(body.id))?.fields?.email).toBe(jane.email);
  });

  it('holds the contact when the new address is another known person until somebody merges them [R0] [R22]', async () => {
    await story.call('POST /v1/suppressions', {
      body: { email: 'old@acme.example', scope: 'address', cause: 'objection' },
    });
    const { body } = await story.create(liaId);
    const changed = await story.call(`PATCH /v1/contacts/${body.id}`, { body: { email: 'old@acme.example' } });
    expect(changed.body.isInConflict).toBe(true);
    const merged = await story.call(`POST /v1/contacts/${body.id}/merge`, { as: 'dpo', body: {} });
    expect(merged).toMatchObject({ status: 200, body: { isInConflict: false } });
    const row = await story.app.port(TouchLedger).readPerson((await stored(body.id))!.rowId);
    expect(row?.suppression?.cause).toBe('objection');
    expect((await story.call(`POST /v1/contacts/${body.id}/merge`, { as: 'dpo', body: {} })).status).toBe(200);
  });

  it('frees the contact when a mistyped address of somebody else is put right [R0]', async () => {
    await story.call('POST /v1/suppressions', {
      body: { email: 'old@acme.example', scope: 'address', cause: 'objection' },
    });
    const { body } = await story.create(liaId);
    await story.call(`PATCH /v1/contacts/${body.id}`, { body: { email: 'old@acme.example' } });
    const back = await story.call(`PATCH /v1/contacts/${body.id}`, { body: { email: jane.email } });
    expect(back.body.isInConflict).toBe(false);
  });
});

describe('erasing a contact', () => {
  it('removes the data, keeps the person out and answers a repeat alike [P7]', async () => {
    const { body } = await story.create(liaId);
    const { rowId } = (await stored(body.id))!;
    expect((await story.call(`DELETE /v1/contacts/${body.id}`)).status).toBe(204);
    expect((await story.call(`DELETE /v1/contacts/${body.id}`, { as: 'dpo' })).status).toBe(204);
    const shown = await story.call(`GET /v1/contacts/${body.id}`);
    expect(Object.keys(shown.body)).toEqual(['id', 'state', 'createdAt', 'updatedAt']);
    expect((await story.app.port(TouchLedger).readPerson(rowId))?.suppression?.cause).toBe('erasure');
    expect(await story.create(liaId, { email: 'Jane.Doe+new@acme.example' })).toMatchObject({
      status: 409,
      body: { code: 'CONTACT_ERASED' },
    });
    expect((await story.call('GET /v1/contacts')).body.items).toEqual([]);
    expect((await story.call('GET /v1/contacts?state=erased')).body.items).toHaveLength(1);
  });

  it('is completed by a repeat when the process died after the suppression [P7]', async () => {
    const { body } = await story.create(liaId);
    await story.call('POST /v1/suppressions', { body: { email: jane.email, scope: 'address', cause: 'erasure' } });
    expect((await story.call(`DELETE /v1/contacts/${body.id}`)).status).toBe(204);
    expect((await stored(body.id))?.fields).toBeNull();
  });

  it('answers 404 when there is no such contact', async () => {
    expect((await story.call('DELETE /v1/contacts/nobody')).status).toBe(404);
  });
});
