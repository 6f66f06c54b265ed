// Answers for proving suppressions over HTTP: recorded, listed, lifted, imported and exported.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportStore } from '../../src/ports/import-store.port.js';
import { KeyRing } from '../../src/ports/key-ring.port.js';
import { TouchLedger } from '../../src/ports/touch-ledger.port.js';
import { emailKeys, phoneGateKeys } from '../../src/shared/address-keys.js';
import { parseEmail } from '../../src/shared/canonical-email.js';
import { parsePhone } from '../../src/shared/canonical-phone.js';
import { openApp, type Answer, type OpenApp } from '../support/open-app.js';

interface Body {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly code: string;
  readonly state: string;
  readonly errors: readonly { readonly field: string }[];
  readonly items: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
}

const bodyOf = (answer: Answer): Body => answer.body as Body;

describe('/v1/suppressions', () => {
  let open: OpenApp;
  let ledger: TouchLedger;

  beforeAll(async () => {
    // Real time: a gate row's suppression waits one lease, here a short one.
    open = await openApp({ config: { leaseMs: 20 } });
    ledger = open.port<TouchLedger>(TouchLedger);
  });

  afterAll(() => open.close());

  const addressKeys = () => open.port<KeyRing>(KeyRing).addressKeys;
  const causeOf = async (email: string) => {
    const row = await ledger.findPerson(emailKeys(addressKeys(), parseEmail(email)!.canonical));
    return row?.suppression?.cause ?? null;
  };
  const suppress = (body: object, as = 'sales') => open.call('POST /v1/suppressions', { as, body });

  async function importFile(csv: string): Promise<Answer> {
    const accepted = await open.call('POST /v1/suppressions/imports', {
      as: 'sales',
      body: csv,
      headers: { 'content-type': 'text/csv' },
    });
    expect(accepted.status).toBe(202);
    for (;;) {
      const shown = await open.call(`GET /v1/suppressions/imports/${bodyOf(accepted).id}`, { as: 'sales' });
      if (!['queued', 'running'].includes(bodyOf(shown).state)) return shown;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  it('records an address under every spelling, 201 and then 200, when asked twice [A17][O1]', async () => {
    const first = await suppress({
      email: 'Ada+news@ACME.example',
      scope: 'address',
      cause: 'objection',
      note: 'by letter',
    });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ scope: 'address', kind: 'person', cause: 'objection', note: 'by letter' });
    expect(first.text).not.toContain('acme.example');
    const again = await suppress({ email: 'ada@acme.example', cause: 'manual' }, 'dpo');
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ id: bodyOf(first).id, cause: 'objection' });
    expect(bodyOf(again).number).toBeGreaterThan(bodyOf(first).number);
  });

  it('closes the gate of a number and of a domain [R14]', async () => {
    const phone = await suppress({ phone: '+44 (0) 20 7946 0018', cause: 'objection' });
    expect([phone.status, bodyOf(phone).kind]).toEqual([201, 'phone']);
    const keys = phoneGateKeys(addressKeys(), parsePhone('+442079460018')!.phone);
    expect(await ledger.closedGates(keys)).toEqual(keys);
    const domain = await suppress({ domain: '@Closed.Example', scope: 'domain', cause: 'manual' });
    expect([domain.status, domain.body]).toEqual([
      201,
      expect.objectContaining({ scope: 'domain', domain: 'closed.example' }) as object,
    ]);
  });

  it.each<[string, object, string]>([
    ['no subject', { cause: 'manual' }, 'email'],
    ['two subjects', { email: 'a@b.example', domain: 'b.example', cause: 'manual' }, 'email'],
    ['no address', { email: 'a@b', cause: 'manual' }, 'email'],
    ['no number', { phone: '12', cause: 'manual' }, 'phone'],
    ['a public suffix', { domain: 'co.uk', cause: 'manual' }, 'domain'],
    ['another scope', { email: 'a@b.example', scope: 'domain', cause: 'manual' }, 'scope'],
    ['an unknown cause', { email: 'a@b.example', cause: 'whim' }, 'cause'],
    ['a time to come', { email: 'a@b.example', cause: 'manual', receivedAt: '2999-01-01T00:00:00Z' }, 'receivedAt'],
    ['an unknown field', { email: 'a@b.example', cause: 'manual', until: 'x' }, 'until'],
  ])('answers 422 with the field, never the value, when there is %s', async (_, body, field) => {
    const answer = await suppress(body);
    expect(answer.status).toBe(422);
    expect(bodyOf(answer).errors[0]?.field).toBe(field);
    expect(answer.text).not.toContain('b.example');
  });

  it('is lifted by the DPO alone, with a reason, and not against a later objection [R15]', async () => {
    const body = bodyOf(await suppress({ email: 'back@acme.example', cause: 'unsubscribe' }));
    const lift = (as: string, request: object) =>
      open.call(`POST /v1/suppressions/${body.id}/lift`, { as, body: request });
    for (const as of ['sales', 'auditor', 'admin']) expect((await lift(as, { reason: 'asked' })).status).toBe(403);
    expect((await lift('dpo', {})).status).toBe(422);
    await suppress({ email: 'back@acme.example', cause: 'objection' });
    const late = await lift('dpo', { reason: 'asked by letter', number: body.number });
    expect([late.status, bodyOf(late).code]).toEqual([409, 'CONFLICT']);
    expect(await causeOf('back@acme.example')).not.toBeNull();
    const lifted = await lift('dpo', { reason: 'asked by letter' });
    expect(lifted.status).toBe(200);
    expect(lifted.body).toMatchObject({ id: body.id, liftedAt: expect.any(String) as unknown });
    expect(await causeOf('back@acme.example')).toBeNull();
    expect((await lift('dpo', { reason: 'asked by letter' })).status).toBe(404);
  });

  it('lists in pages without addresses that nobody holds any more [O5]', async () => {
    for (let count = 0; count < 3; count += 1) await suppress({ email: `list${count}@acme.example`, cause: 'manual' });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Answer = await open.call(`GET /v1/suppressions?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`, {
        as: 'auditor',
      });
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('acme.example');
      seen.push(...bodyOf(page).items.map((item) => item.id));
      cursor = bodyOf(page).nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  it('exports CSV that no spreadsheet runs', async () => {
    await suppress({ email: 'formula@acme.example', cause: 'manual', note: '=cmd|x' });
    const answer = await open.call('GET /v1/suppressions/export', { as: 'dpo' });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('text/csv');
    expect(answer.text).toMatch(/^id,scope,kind,email,phone,domain,cause,/);
    expect(answer.text).toContain("'=cmd|x");
    expect((await open.call('GET /v1/suppressions/export', { as: 'sales' })).status).toBe(403);
  });

  it.each<[string, string, Record<string, string>]>([
    [
      'Amazon SES, without headings',
      's1@x.example,BOUNCE\ns2@x.example,COMPLAINT\n',
      { 's1@x.example': 'hard_bounce', 's2@x.example': 'complaint' },
    ],
    [
      'SendGrid',
      'status,reason,email,created\n5.1.1,"550 5.1.1 <g1@x.example>, does not\nexist",g1@x.example,1443651125\n',
      { 'g1@x.example': 'invalid' },
    ],
    [
      'Mailchimp',
      '\uFEFFEmail Address,First Name,UNSUB_TIME,UNSUB_REASON\nm1@x.example,Ada,2024-05-01 10:00:00,NORMAL\n',
      { 'm1@x.example': 'unsubscribe' },
    ],
    [
      'Mailchimp, cleaned',
      'Email Address;CLEAN_TIME\nm2@x.example;2024-05-01 10:00:00\n',
      { 'm2@x.example': 'hard_bounce' },
    ],
    [
      'Postmark',
      'EmailAddress,SuppressionReason,Origin,CreatedAt\np1@x.example,SpamComplaint,Recipient,2024-05-01T10:00:00Z\n',
      { 'p1@x.example': 'complaint' },
    ],
    [
      'Mailgun',
      'address,tags,created_at\nu1@x.example,*,"Fri, 21 Oct 2011 11:02:55 GMT"\n',
      { 'u1@x.example': 'manual' },
    ],
    [
      'HubSpot',
      'Email\tPortal Bounce\tPortal Unsubscribe\nh1@x.example\tFALSE\tTRUE\n',
      { 'h1@x.example': 'unsubscribe' },
    ],
    [
      'Telnyx',
      'id,to,from,reason,source,scope,status\n1,t1@x.example,f@y.example,unsubscribed,link,global,active\n',
      { 't1@x.example': 'unsubscribe' },
    ],
    ['listmonk', `uuid,email,name,status\n1,l1@x.example,Ada,blocklisted\n`, { 'l1@x.example': 'manual' }],
    ['a plain list', 'i1@x.example\n', { 'i1@x.example': 'manual' }],
  ])('imports the file of %s', async (_, csv, wanted) => {
    const body = bodyOf(await importFile(csv));
    expect(body).toMatchObject({ state: 'finished', created: Object.keys(wanted).length, rejected: 0 });
    for (const [email, cause] of Object.entries(wanted)) expect(await causeOf(email)).toBe(cause);
  });

  it('imports its own export again and never lifts by it', async () => {
    const { text } = await open.call('GET /v1/suppressions/export', { as: 'dpo' });
    const before = bodyOf(await open.call('GET /v1/suppressions?limit=200', { as: 'dpo' })).items.length;
    const body = bodyOf(await importFile(text));
    expect(body.state).toBe('finished');
    expect(bodyOf(await open.call('GET /v1/suppressions?limit=200', { as: 'dpo' })).items.length).toBe(before);
  });

  it('refuses bad lines one by one with number, code and reason, and takes the others', async () => {
    const csv = 'email,status\nok1@x.example,\n\nnot an address,\nfine@x.example,subscribed\n,\n"ok2@x.example",\n';
    const body = bodyOf(await importFile(csv));
    expect(body).toMatchObject({ state: 'finished', read: 4, created: 2, rejected: 2, updated: 0, unchanged: 0 });
    const rejects = await open.call(`GET /v1/suppressions/imports/${body.id}/rejects`, { as: 'auditor' });
    expect(rejects.text.split('\n')[0]).toBe('line,code,message,record');
    expect(rejects.text).toMatch(/\n4,INVALID,/);
    expect(rejects.text).toMatch(/\n5,NOT_SUPPRESSED,/);
    expect(await causeOf('fine@x.example')).toBeNull();
  });

  it.each(['', 'name,colour\nAda,red\n', '\u0000\u0001'])('answers 422 NOT_CSV when the body is %j', async (csv) => {
    const answer = await open.call('POST /v1/suppressions/imports', {
      as: 'dpo',
      body: csv,
      headers: { 'content-type': 'text/csv' },
    });
    expect([answer.status, bodyOf(answer).code]).toEqual([422, 'NOT_CSV']);
  });

  it('leaves a file to another process that has ended it meanwhile', async () => {
    const imports = open.port<ImportStore>(ImportStore);
    const update = imports.update.bind(imports);
    const answers: boolean[] = [];
    imports.update = async (record, refused, event) => {
      if (record.read === 1) await update({ ...record, state: 'finished', finishedAt: record.startedAt }, [], null);
      answers.push(await update(record, refused, event));
      return answers.at(-1)!;
    };
    const { body } = await importFile('email\nquicker@acme.example\n');
    while (answers.length < 2) await new Promise<void>((resolve) => setImmediate(resolve));
    imports.update = update;
    expect(answers).toEqual([true, false]);
    expect(body).toMatchObject({ state: 'finished', read: 1, created: 1 });
    expect(await causeOf('quicker@acme.example')).not.toBeNull();
  });
});
