// Answers for the proof that a contact file is taken in line by line: nothing accepted is lost, nothing bad stops it.
import { readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ContactStore } from '../../src/ports/contact-store.port.js';
import { ImportStore } from '../../src/ports/import-store.port.js';
import type { ImportId } from '../../src/shared/ids.js';
import { contactCells, contactsCsv } from '../support/campaign-inputs.js';
import { openContactsStory, type ContactsStory } from '../support/contacts-story.js';
import { temporaryFolder } from '../support/test-config.js';

let story: ContactsStory;
let liaId: string;
beforeEach(async () => {
  story = await openContactsStory();
  liaId = await story.approvedLia();
});
afterEach(() => story.close());

const captured = { source_captured_at: '2026-11-20T10:00:00Z' };
const cells = (number: number, more: Record<string, string> = {}) => contactCells(number, { ...captured, ...more });

async function rejects(id: string): Promise<Record<string, string>[]> {
  const { text, headers } = await story.call(`GET /v1/contacts/imports/${id}/rejects`);
  expect(headers['content-type']).toContain('text/csv');
  return parse(text, { columns: true });
}

async function contacts(): Promise<Record<string, unknown>[]> {
  return (await story.call('GET /v1/contacts?limit=200')).body.items as Record<string, unknown>[];
}

const spoolFolder = () => join(story.app.config.dataDir, 'spool');
const spooled = () => readdirSync(spoolFolder()).filter((name) => name.startsWith('contacts-'));

describe('reading a file', () => {
  it('creates what is new, leaves what is known and counts each line once', async () => {
    const csv = contactsCsv([cells(1), cells(2), cells(1)]);
    const first = await story.import(liaId, csv);
    expect(first).toMatchObject({ state: 'finished', read: 3, created: 2, updated: 0, unchanged: 1, rejected: 0 });
    const second = await story.import(liaId, contactsCsv([cells(1, { job_title: 'Director' }), cells(2)]));
    expect(second).toMatchObject({ read: 2, created: 0, updated: 1, unchanged: 1, rejected: 0 });
    expect(await contacts()).toHaveLength(2);
    expect(spooled()).toEqual([]);
    expect((await story.call(`GET /v1/contacts?importId=${second.id}`)).body.items).toHaveLength(2);
  });

  it.each([
    ['HubSpot', 'First Name;Last Name;E-mail;Job Title;Company Name;Country/Region\n'],
    ['Apollo', 'First Name;Last Name;Email;Title;Company;Country\n'],
    ['LinkedIn', 'First Name;Last Name;Email Address;Position;Company;Country\n'],
    ['an old Mac', 'FNAME;LNAME;Email_Address;Role;Organization;CC\r'],
  ])('reads an export of %s with a byte order mark', async (_, heading) => {
    const line = 'Jörg;"de la ""Croix""";Joerg@Büro.example;"Head\nof Learning";Büro GmbH;Germany';
    const body = heading.endsWith('\r') ? line.replace('\n', ' ') : line;
    expect(await story.import(liaId, `\uFEFF${heading}${body}`)).toMatchObject({ created: 1, rejected: 0 });
    expect(await contacts()).toMatchObject([
      {
        givenName: 'Jörg',
        familyName: 'de la "Croix"',
        email: 'Joerg@xn--bro-hoa.example',
        jobTitle: 'Head of Learning',
        country: 'DE',
      },
    ]);
  });

  it('drops columns outside the allow-list and reports them [A09] [A14] [case 18]', async () => {
    const narrow = await story.approvedLia({ dataFields: ['email', 'jobTitle'], channels: ['email'] });
    const progress = await story.import(
      narrow,
      contactsCsv([cells(1, { birthday: '1980-01-01', phone: '+441172345678' })]),
    );
    expect(progress.droppedFields).toEqual(['givenName', 'familyName', 'organisation', 'birthday', 'phone']);
    expect(JSON.stringify(await contacts())).not.toMatch(/1980|1172345678|Pat|Company 1/);
    expect(await story.eventTypes()).toEqual(
      expect.arrayContaining(['import.accepted', 'contact.field_dropped', 'import.finished']),
    );
  });

  it('takes a line without a source into quarantine, refuses half a source [case 19] [P5]', async () => {
    const none = {
      source_kind: '',
      source_url: '',
      source_captured_at: '',
      source_captured_by: '',
      source_visibility: '',
    };
    const bare = { ...none, source_published_by: '', source_no_solicitation: '' };
    const progress = await story.import(liaId, contactsCsv([cells(1, bare), cells(2, { source_url: '' })]));
    expect(progress).toMatchObject({ created: 1, rejected: 1 });
    expect(await contacts()).toMatchObject([{ state: 'quarantined' }]);
    expect(await rejects(progress.id)).toMatchObject([
      { line: '3', code: 'SOURCE_INCOMPLETE', message: 'The column source_url is missing.' },
    ]);
  });
});

describe('bad lines', () => {
  it('are refused with line, code and reason, and stop nothing', async () => {
    const csv = Buffer.concat([
      Buffer.from('email,organisation,country\n'),
      Buffer.from('a@one.example,One,GB\n\n'),
      Buffer.from('someone@gmail.com,,GB\n'),
      Buffer.from('no address,Two,GB\n'),
      Buffer.from('b@two.example,Two\n'),
      Buffer.from('c@caf\xe9.example,Caf\xe9,FR\n', 'latin1'),
      Buffer.from('d@four.example,"Four\nLines",Atlantis\n'),
      Buffer.from('e@five.example,"Five, GB\n'),
      Buffer.from('f@six.example,"Six, Ltd",GB\n'),
      Buffer.from('=cmd@x,"Seven'),
    ]);
    const progress = await story.import(liaId, csv);
    expect(progress).toMatchObject({ state: 'finished', read: 9, created: 2, updated: 0, unchanged: 0, rejected: 7 });
    const refused = await rejects(progress.id);
    expect(refused.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '4 FREE_MAIL_WITHOUT_ORGANISATION',
      '5 EMAIL_INVALID',
      '6 WRONG_COLUMN_COUNT',
      '7 INVALID_ENCODING',
      '8 COUNTRY_INVALID',
      '10 QUOTE_NOT_CLOSED',
      '12 QUOTE_NOT_CLOSED',
    ]);
    expect(refused.at(-1)?.record).toBe(`'=cmd@x,"Seven`);
    expect((await contacts()).map((contact) => contact.email)).toEqual(['a@one.example', 'f@six.example']);
  });

  it('are those of erased people, without keeping their data again [P7]', async () => {
    await story.import(liaId, contactsCsv([cells(1)]));
    const [contact] = await contacts();
    await story.call(`DELETE /v1/contacts/${String(contact?.id)}`);
    const progress = await story.import(liaId, contactsCsv([cells(1), cells(2)]));
    expect(progress).toMatchObject({ created: 1, rejected: 1 });
    expect(await rejects(progress.id)).toMatchObject([{ code: 'CONTACT_ERASED', record: '' }]);
  });

  it('keep no data of erased people when something else is wrong with the line [P7]', async () => {
    await story.import(liaId, contactsCsv([cells(1)]));
    const [contact] = await contacts();
    await story.call(`DELETE /v1/contacts/${String(contact?.id)}`);
    const wrong = { country: 'Atlantis' };
    const progress = await story.import(liaId, contactsCsv([cells(1, wrong), cells(2, wrong)]));
    const [erased, other] = await rejects(progress.id);
    expect([erased?.code, erased?.record]).toEqual([other?.code, '']);
    expect(other?.record).not.toBe('');
  });

  it.each([
    ['an empty body', ''],
    ['blank lines', '\n\n'],
    ['binary data', Buffer.from([0x50, 0x4b, 3, 4, 0, 0])],
    ['a heading without an email column', 'name,company\nJane,Acme\n'],
    ['JSON', '{"email":"a@b.example"}'],
  ])('make no import when the whole body is %s', async (_, body) => {
    const { status, body: problem } = await story.upload(liaId, body);
    expect([status, problem.code]).toEqual([422, 'NOT_CSV']);
    expect(await story.app.port(ImportStore).listUnfinished()).toEqual([]);
  });
});

describe('uploading', () => {
  it('takes the file of a form', async () => {
    const boundary = 'frontier';
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n`;
    const accepted = await story.call(`POST /v1/contacts/imports?liaId=${liaId}`, {
      body: `${head}${contactsCsv([cells(1)])}\r\n--${boundary}--\r\n`,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
    expect(accepted.status).toBe(202);
    const next = await story.import(liaId, contactsCsv([cells(2)]));
    expect(next.created).toBe(1);
    expect(await contacts()).toHaveLength(2);
  });

  it('accepts nothing when the upload is broken off', async () => {
    const url = await story.app.listen();
    const headers = {
      authorization: `Bearer ${story.app.keys.sales}`,
      'content-type': 'text/csv',
      'content-length': '1000000',
    };
    await new Promise<void>((resolve) => {
      const upload = request(`${url}/v1/contacts/imports?liaId=${liaId}`, { method: 'POST', headers });
      upload.on('error', () => undefined).on('close', resolve);
      upload.write(`email,country\n${'a@b.example,GB\n'.repeat(10_000)}`, () => upload.destroy());
    });
    // A request of its own makes sure that the server has seen the end of the first.
    await story.import(liaId, contactsCsv([cells(1)]));
    expect(await contacts()).toHaveLength(1);
    expect(spooled()).toEqual([]);
  });
});

describe('an import that was interrupted', () => {
  it('goes on behind the last stored batch and counts every line once', async () => {
    const rows = Array.from({ length: 950 }, (_, index) =>
      cells(index + 1, index % 10 === 9 ? { country: 'Atlantis' } : {}),
    );
    const imports = story.app.port(ImportStore);
    // Stands for the process dying after a batch was stored and before its progress was.
    const update = imports.update.bind(imports);
    let updates = 0;
    imports.update = async (record, refused, event) => {
      updates += 1;
      if (updates === 4) throw new Error('the disk is gone');
      return update(record, refused, event);
    };
    const accepted = await story.upload(liaId, contactsCsv(rows));
    while (updates < 4) await new Promise<void>((resolve) => setImmediate(resolve));
    const halfway = await imports.find(accepted.body.id as ImportId);
    expect(halfway).toMatchObject({ state: 'running', read: 400 });
    const progress = await story.inTime(story.finished(accepted.body.id as string));
    expect(progress).toMatchObject({ read: 950, created: 855, updated: 0, unchanged: 0, rejected: 95 });
  });
});

describe('an import that another process is at', () => {
  it('is left to it, without an error and without a second end, when that one was quicker', async () => {
    const imports = story.app.port(ImportStore);
    const update = imports.update.bind(imports);
    const answers: boolean[] = [];
    imports.update = async (record, refused, event) => {
      // The other one ends it between two batches of this one.
      if (record.read === 400) {
        await update({ ...record, read: 500, state: 'finished', finishedAt: record.startedAt }, [], null);
      }
      answers.push(await update(record, refused, event));
      return answers.at(-1)!;
    };
    const accepted = await story.upload(
      liaId,
      contactsCsv(Array.from({ length: 500 }, (_, index) => cells(index + 1))),
    );
    const progress = await story.inTime(story.finished(accepted.body.id as string));
    expect(answers).toEqual([true, true, false]);
    expect(progress).toMatchObject({ state: 'finished', read: 500, created: 400 });
    expect(await story.eventTypes()).not.toContain('import.finished');
  });
});

describe('a restart', () => {
  it('takes up what was accepted and not finished', async () => {
    const dataDir = temporaryFolder();
    const databasePath = join(dataDir, 'store.sqlite');
    const before = await openContactsStory({ databasePath, config: { dataDir } });
    const lia = await before.approvedLia();
    const accepted = await before.upload(
      lia,
      contactsCsv(Array.from({ length: 2_000 }, (_, index) => cells(index + 1))),
    );
    // Goes down after the batch at work.
    await before.close();
    const after = await openContactsStory({ databasePath, config: { dataDir }, keys: before.app.keys });
    const progress = await after.inTime(after.finished(accepted.body.id as string));
    expect(progress).toMatchObject({ state: 'finished', read: 2_000, created: 2_000 });
    await after.close();
    rmSync(dataDir, { recursive: true });
  }, 60_000);
});

describe('a big file', () => {
  const seed = Number(process.env['SEED'] ?? 20_261_123);

  it.each([',', ';', '\t'])(
    'loses no line of 20,000 between %j, whatever is in them',
    async (delimiter) => {
      process.stdout.write(`seed ${seed}\n`);
      let state = seed;
      const random = (below: number) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
      const bad = ['no address', '"open', 'x@gmail.com', 'caf\xe9@x.example'];
      const lines = Array.from({ length: 20_000 }, (_, index) => {
        const isBad = random(20) === 0;
        const email = isBad ? bad[random(bad.length)]! : `p${random(15_000)}@c${random(3)}.example`;
        const fields = [email, isBad ? '' : `"Company ${index}${delimiter} ""Ltd"""`, 'GB'];
        return { text: fields.join(delimiter), isBad };
      });
      const heading = ['Email Address', 'Company', 'Country'].join(delimiter);
      const body = Buffer.from([heading, ...lines.map((line) => line.text)].join('\r\n'), 'latin1');
      const progress = await story.import(liaId, body);
      expect(progress).toMatchObject({ state: 'finished', read: 20_000 });
      expect(progress.created + progress.updated + progress.unchanged + progress.rejected).toBe(20_000);
      expect(progress.rejected).toBe(lines.filter((line) => line.isBad).length);
      const page = await story.app.port(ContactStore).list({}, null, 100_000);
      expect(page.items).toHaveLength(progress.created);
    },
    120_000,
  );
});
