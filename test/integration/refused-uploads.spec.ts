// Answers for the proof that an upload which cannot be read is refused as the caller's, and that a doubtful mark is.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contactCells, contactsCsv } from '../support/campaign-inputs.js';
import { openContactsStory, type ContactsStory } from '../support/contacts-story.js';

let story: ContactsStory;
let liaId: string;
beforeEach(async () => {
  story = await openContactsStory();
  liaId = await story.approvedLia();
});
afterEach(() => story.close());

const boundary = 'frontier';
const partHead = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n`;
const cells = (number: number, mark: string) =>
  contactCells(number, { source_captured_at: '2026-11-20T10:00:00Z', source_no_solicitation: mark });

describe('a form', () => {
  it.each([
    ['is cut off in its head', `--${boundary}\r\nConte`],
    ['is cut off in its file', `${partHead}content-type: text/csv\r\n\r\n${contactsCsv([cells(1, 'no')])}`],
    ['is no form', 'email,country'],
  ])('is refused and leaves nothing when it %s', async (_, body) => {
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    const answer = await story.call(`POST /v1/contacts/imports?liaId=${liaId}`, { body, headers });
    expect([answer.status, answer.headers['content-type']]).toEqual([422, expect.stringContaining('problem+json')]);
    expect((await story.call('GET /v1/contacts')).body.items).toEqual([]);
  });
});

describe('a mark against soliciting', () => {
  it('is never read as its absence: what is neither yes nor no refuses the line [A10]', async () => {
    const csv = contactsCsv([cells(1, 'WAHR'), cells(2, 'nein'), cells(3, 'see page')]);
    const progress = await story.import(liaId, csv);
    expect(progress).toMatchObject({ created: 2, rejected: 1 });
    const { text } = await story.call(`GET /v1/contacts/imports/${progress.id}/rejects`);
    expect(text).toContain('4,NOT_YES_OR_NO,The column source_no_solicitation is neither yes nor no.');
    const { items } = (await story.call('GET /v1/contacts')).body;
    const marks = (items as { sources: { noSolicitation: boolean }[] }[]).map(
      ({ sources }) => sources[0]?.noSolicitation,
    );
    expect(marks.toSorted()).toEqual([false, true]);
  });
});
