// Answers for a story that every set-up must pass: processes that are told to stop end what they began, and take nothing new.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import type { Installation, SetUp } from '../support/installation.js';

const minute = 60_000;

async function untilListed(client: ApiClient): Promise<void> {
  const { body } = await client.get<{ items: object[] }>('/v1/suppressions');
  if (body.items.length === 0) await untilListed(client);
}

export function shutdownStory(setUp: SetUp): void {
  describe(`SIGTERM on ${setUp.name}`, () => {
    let run: Installation;
    beforeEach(async () => {
      run = await setUp.open();
    }, minute);
    afterEach(() => run.close(), minute);

    it(
      'lets a suppression wait its lease out and acknowledge before the process ends [P1]',
      async () => {
        const client = run.clients.sales;
        const domain = { domain: 'firma.example', scope: 'domain', cause: 'objection' };
        const acknowledged = client.post('/v1/suppressions', domain);
        // It stands at once and is acknowledged one lease later.
        await untilListed(client);
        const ended = run.stop();
        expect((await acknowledged).status).toBe(201);
        expect(new Set(await ended)).toEqual(new Set([0]));
      },
      minute,
    );
  });
}
