// Answers for the proof of the one call: exactly one permit a person, screened, with its script, and silence after an objection.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ContactStore } from '../../src/ports/contact-store.port.js';
import { TouchLedger } from '../../src/ports/touch-ledger.port.js';
import type { ContactId } from '../../src/shared/ids.js';
import { dayMs, hourMs, minuteMs } from '../../src/shared/instant.js';
import { campaignDraft } from '../support/campaign-inputs.js';
import { openStory, type Story } from '../support/open-story.js';

interface Permit {
  readonly id: string;
  readonly phone: string | null;
  readonly script: string | null;
  readonly expiresAt: string;
  readonly outcome: string | null;
  readonly code?: string;
  readonly verdict?: {
    readonly outcome: string;
    readonly reasons: readonly { readonly code: string; readonly fix: string | null }[];
  };
}

const phone = '+442079460123';
const callerNumber = '+441172345678';

let story: Story;
let liaId: string;
let contactId: string;

interface LookUp {
  readonly agoMs?: number;
  readonly result?: string;
  readonly number?: string;
}

async function screen(register: string, lookUp: LookUp = {}): Promise<number> {
  const { agoMs = hourMs, result = 'clear', number = phone } = lookUp;
  const screenedAt = new Date(story.clock.now() - agoMs).toISOString();
  return (await story.sales.post('/v1/screenings', { phone: number, register, result, screenedAt })).status;
}

/** A contact with a number who got the email with the notice, before which nobody is called. */
async function informedContact(number: number, itsPhone: string): Promise<string> {
  const id = await story.contact(liaId, number, { phone: itsPhone });
  const audience = { contactIds: [id] };
  const { body } = await story.sales.post<{ id: string }>('/v1/campaigns', campaignDraft(liaId, { audience }));
  await story.sales.post(`/v1/campaigns/${body.id}/launch`);
  const { rowId } = (await story.get(ContactStore).find(id as ContactId))!;
  const isDelivered = async () =>
    (await story.get(TouchLedger).readPerson(rowId))?.touches.some(({ state }) => state === 'sent') === true;
  await story.until(isDelivered);
  return id;
}

const ask = (more: object = {}) =>
  story.sales.post<Permit>('/v1/call-permits', { contactId, liaId, callerNumber, ...more });

beforeEach(async () => {
  story = await openStory();
  liaId = await story.approvedLia();
  contactId = await informedContact(1, phone);
  await screen('TPS');
  await screen('CTPS');
});
afterEach(() => story.close());

describe('call permits', () => {
  it('show number and script for a few minutes only [V1] [V3]', async () => {
    const { status, body } = await ask();
    expect(status).toBe(201);
    expect(body.phone).toBe(phone);
    for (const part of [
      'Sample Sender Ltd',
      'We write to people in charge',
      'https://company-1.example/team',
      'object',
    ]) {
      expect(body.script).toContain(part);
    }
    expect((await story.sales.get<Permit>(`/v1/call-permits/${body.id}`)).body.phone).toBe(phone);
    await story.clock.advance(5 * minuteMs);
    expect((await story.sales.get<Permit>(`/v1/call-permits/${body.id}`)).body).toMatchObject({
      phone: null,
      script: null,
    });
  });

  it('go to exactly one when 20 ask at once [P2] [case 5]', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = replies.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(19);
    for (const { body } of refused) {
      expect(body.code).toBe('CALL_LIMIT');
      expect(body.verdict?.outcome).toBe('block');
      expect(JSON.stringify(body)).not.toContain('9460123');
    }
  });

  it('count an attempt that nobody answered [A13] [case 5]', async () => {
    const { body } = await ask();
    const outcome = await story.sales.post<Permit>(`/v1/call-permits/${body.id}/outcome`, { outcome: 'no_answer' });
    expect(outcome).toMatchObject({ status: 200, body: { outcome: 'no_answer', phone: null } });
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'CALL_LIMIT' } });
  });

  it('wait for the first delivered email [A13]', async () => {
    const other = await story.contact(liaId, 2, { phone: '+442079460124' });
    const { body } = await ask({ contactId: other });
    expect(body.verdict?.reasons.map(({ code }) => code)).toContain('EMAIL_FIRST');
  });

  it('are refused when a screening is 28 days old, or only one register was asked [case 27] [U6]', async () => {
    const other = await informedContact(3, '+442079460125');
    await screen('TPS', { agoMs: hourMs, number: '+442079460125' });
    const missing = await ask({ contactId: other });
    expect(missing.body.verdict?.reasons.map(({ code }) => code)).toContain('REGISTER_MISSING');
    await screen('CTPS', { agoMs: 28 * dayMs, number: '+442079460125' });
    const stale = await ask({ contactId: other });
    expect(stale.body.verdict?.reasons.map(({ code }) => code)).toContain('TPS_STALE');
  });

  it('are refused when the register lists the number', async () => {
    await screen('CTPS', { agoMs: 0, result: 'listed' });
    expect((await ask()).body.verdict?.reasons.map(({ code }) => code)).toContain('REGISTER_LISTED');
  });

  it('are refused when the caller number is withheld or not declared [case 28]', async () => {
    expect(await ask({ callerNumber: 'withheld' })).toMatchObject({
      status: 409,
      body: { code: 'CALLER_NUMBER_WITHHELD' },
    });
    expect(await ask({ callerNumber: '+442079460999' })).toMatchObject({ body: { code: 'CALLER_NUMBER_UNDECLARED' } });
  });

  it('stop every channel before the reply when the person objects [case 15] [O1]', async () => {
    const { body } = await ask();
    const reply = await story.inTime(
      story.sales.post<Permit>(`/v1/call-permits/${body.id}/outcome`, { outcome: 'objected' }),
    );
    expect(reply).toMatchObject({ status: 200, body: { outcome: 'objected', phone: null, script: null } });
    const contact = (await story.get(ContactStore).find(contactId as ContactId))!;
    expect((await story.get(TouchLedger).readPerson(contact.rowId))?.suppression?.cause).toBe('objection');
    expect(await story.get(TouchLedger).closedGates(contact.phoneKeys)).toEqual(contact.phoneKeys);
    // A colleague on the same switchboard is another person: no more calls there, but mail.
    const colleague = await informedContact(9, phone);
    const { body: byMail } = await story.sales.post('/v1/decisions', { channel: 'email', contactId: colleague, liaId });
    expect(byMail).toMatchObject({ outcome: 'allow' });
    expect(await ask({ contactId: colleague })).toMatchObject({ status: 409, body: { code: 'SUPPRESSED' } });
    const again = await story.sales.post('/v1/decisions', { channel: 'email', contactId, liaId });
    expect(again.body).toMatchObject({ outcome: 'block' });
  });

  it('are refused while an outcome is owed, and take one outcome only [V1]', async () => {
    const { body } = await ask();
    await story.clock.advance(6 * minuteMs);
    const other = await informedContact(4, '+442079460126');
    await screen('TPS', { agoMs: 0, number: '+442079460126' });
    await screen('CTPS', { agoMs: 0, number: '+442079460126' });
    const refused = await ask({ contactId: other });
    expect(refused).toMatchObject({ status: 409, body: { code: 'CALL_OUTCOME_MISSING' } });
    // Whoever lost the reply with the permit learns here which one it was.
    expect(refused.body.verdict?.reasons[0]?.fix).toContain(body.id);
    const report = (outcome: string) => story.sales.post<Permit>(`/v1/call-permits/${body.id}/outcome`, { outcome });
    expect((await report('busy')).status).toBe(200);
    expect((await report('busy')).status).toBe(200);
    expect(await report('connected')).toMatchObject({ status: 409, body: { code: 'WRONG_STATE' } });
    expect(await ask({ contactId: other })).toMatchObject({ status: 201, body: { phone: '+442079460126' } });
  });

  it('name what is wrong when the request is', async () => {
    expect(await ask({ campaignId: 'x' })).toMatchObject({ status: 422, body: { errors: [{ field: 'campaignId' }] } });
    expect((await ask({ contactId: 'nobody' })).status).toBe(404);
    expect((await story.sales.post('/v1/call-permits/none/outcome', { outcome: 'busy' })).status).toBe(404);
    expect((await story.sales.post('/v1/call-permits/none/outcome', { outcome: 'left' })).status).toBe(422);
    expect(await screen('TPS', { agoMs: -hourMs })).toBe(422);
    expect(await screen('TPS', { agoMs: 0, number: '12' })).toBe(422);
  });
});
