// Answers for the proof that an upload under an idempotency key is taken once, and never mistaken for another.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contactCells, contactsCsv } from '../support/campaign-inputs.js';
import { openStory, type Story } from '../support/open-story.js';
import { openApp, type OpenApp } from '../support/open-app.js';

let story: Story;
let app: OpenApp;

beforeEach(async () => {
  story = await openStory();
  app = await openApp();
});
afterEach(async () => {
  await story.close();
  await app.close();
});

const file = (number: number) => contactsCsv([contactCells(number)]);

describe('uploads under an idempotency key', () => {
  it('get the reply of the first when they are the same, and 422 when they are not', async () => {
    const upload = (body: string, type = 'text/csv') =>
      app.call('POST /v1/suppressions/imports', {
        as: 'sales',
        body,
        headers: { 'content-type': type, 'idempotency-key': 'upload-1' },
      });
    const first = await upload('email\nanna@one.example\n');
    expect(first.status).toBe(202);
    const again = await upload('email\nanna@one.example\n');
    expect(again).toMatchObject({ status: 202, body: first.body, headers: { 'idempotency-replayed': 'true' } });
    // As long as the first, and another person: must not be swallowed.
    expect(await upload('email\nbert@two.example\n')).toMatchObject({
      status: 422,
      body: { code: 'IDEMPOTENCY_MISMATCH' },
    });
    expect(await upload('--x--', 'multipart/form-data; boundary=x')).toMatchObject({ status: 422 });
  });

  it('may be tried again under the same key when the first was refused', async () => {
    const liaId = await story.approvedLia();
    const upload = (body: string) => story.sales.upload(`/v1/contacts/imports?liaId=${liaId}`, body, 'upload-2');
    expect((await upload('no heading at all\n')).status).toBe(422);
    expect((await upload(file(1))).status).toBe(202);
  });
});
