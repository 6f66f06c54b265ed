// Answers for the proof that no misbehaviour of a mail relay doubles a message, or loses one without a word.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { approvedLia, campaignDraft, contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import { headerValue } from '../support/raw-mail.js';
import { allLeaves, allTouches, logProblems, untilCampaign, type TouchRecord } from '../support/run-records.js';
import { RunningService } from '../support/running-service.js';
import { SmtpSink, type SinkBehaviour, type SinkPhase } from '../support/smtp-sink.js';

const minute = 60_000;
const impatient = {
  FAIRKNOCK_SMTP_TIMEOUT_SECONDS: '1',
  FAIRKNOCK_SMTP_RETRY_FIRST_SECONDS: '1',
  FAIRKNOCK_LOG_LEVEL: 'warn',
};
const contactCount = 6;

let run: RunningService;

beforeEach(async () => {
  run = await RunningService.open(impatient);
}, minute);

afterEach(() => run.close(), minute);

/** The sink misbehaves so often at that phase, then it is well again. */
function misbehave(at: SinkPhase, behaviour: SinkBehaviour, times: number): void {
  let left = times;
  run.sink.script = (phase) => {
    if (phase !== at || left <= 0) return 'accept';
    left -= 1;
    return behaviour;
  };
}

async function launched(): Promise<string> {
  const { clients } = run;
  const liaId = await approvedLia(clients);
  const rows = Array.from({ length: contactCount }, (_, number) => contactCells(number));
  await importContacts(clients, liaId, contactsCsv(rows));
  const { body } = await clients.sales.post<{ id: string }>('/v1/campaigns', campaignDraft(liaId));
  expect((await clients.sales.post(`/v1/campaigns/${body.id}/launch`)).status).toBe(200);
  return body.id;
}

async function finishedTouches(): Promise<TouchRecord[]> {
  const id = await launched();
  await untilCampaign(run.clients.sales, id, ({ state }) => state === 'finished');
  return allTouches(run.clients.auditor, id);
}

const statesOf = (touches: readonly TouchRecord[]) => {
  const states: Record<string, number> = {};
  for (const { state } of touches) states[state] = (states[state] ?? 0) + 1;
  return states;
};

/** Every message that was taken was taken once. */
async function expectNothingDoubled(): Promise<void> {
  const ids = run.sink.accepted.map(({ content }) => headerValue(content, 'Message-ID'));
  expect(new Set(ids).size).toBe(ids.length);
  expect(logProblems(await allLeaves(run.clients.auditor))).toEqual([]);
}

const later = (code: number): SinkBehaviour => ({ reply: `${String(code)} 4.3.2 Later` });

/** Before the content was accepted or refused, nothing can have been delivered: the same touch is tried again. */
const harmless: readonly (readonly [SinkPhase, string, SinkBehaviour])[] = [
  ['connect', 'stalls', 'stall'],
  ['connect', 'hangs up', 'drop'],
  ['connect', 'says 421', later(421)],
  ['ehlo', 'stalls', 'stall'],
  ['ehlo', 'hangs up', 'drop'],
  ['mail_from', 'stalls', 'stall'],
  ['mail_from', 'hangs up', 'drop'],
  ['mail_from', 'says 451', later(451)],
  ['rcpt_to', 'stalls', 'stall'],
  ['rcpt_to', 'hangs up', 'drop'],
  ['rcpt_to', 'says 450', later(450)],
  ['data', 'stalls', 'stall'],
  ['data', 'hangs up', 'drop'],
  ['data', 'says 451', later(451)],
  ['end', 'says 451', later(451)],
];

/** After content began nobody knows what has become of it. */
const doubtful: readonly (readonly [SinkPhase, string, SinkBehaviour])[] = [
  ['content', 'stalls', 'stall'],
  ['content', 'hangs up', 'drop'],
  ['end', 'stalls', 'stall'],
  ['end', 'hangs up', 'drop'],
];

describe('A relay that misbehaves before it has taken the content', () => {
  it.each(harmless)(
    'gets every message once in the end when at %s it %s [P2] [R5]',
    async (phase, _, behaviour) => {
      misbehave(phase, behaviour, 2);
      expect(statesOf(await finishedTouches())).toEqual({ sent: contactCount });
      expect(run.sink.accepted).toHaveLength(contactCount);
      await expectNothingDoubled();
    },
    minute,
  );
});

describe('A relay that misbehaves while it takes the content', () => {
  it.each(doubtful)(
    'leaves the message unknown, never sent again, when at %s it %s [P2] [R5]',
    async (phase, _, behaviour) => {
      misbehave(phase, behaviour, 2);
      expect(statesOf(await finishedTouches())).toEqual({ sent: contactCount - 2, unknown: 2 });
      expect(run.sink.transactions).toHaveLength(contactCount);
      await expectNothingDoubled();
    },
    minute,
  );
});

describe('A relay that refuses for good', () => {
  it.each([
    ['rcpt_to', '550 5.1.1 No such user', 2],
    ['rcpt_to', '550 5.7.1 Not wanted', 0],
    ['end', '554 5.7.1 Not wanted', 0],
  ] as const)(
    'ends the touch, and marks the address only where it is invalid, when at %s it says %s',
    async (at, reply, marked) => {
      misbehave(at, { reply }, 2);
      expect(statesOf(await finishedTouches())).toEqual({ sent: contactCount - 2, not_transmitted: 2 });
      const { body } = await run.clients.auditor.get<{ items: { cause: string }[] }>('/v1/suppressions');
      expect(body.items.map(({ cause }) => cause)).toEqual(Array.from({ length: marked }, () => 'invalid'));
      await expectNothingDoubled();
    },
    minute,
  );
});

describe('A relay that is away', () => {
  it(
    'gets everything once when it comes, after a launch without it [P2] [P9]',
    async () => {
      const { port } = run.sink;
      await run.sink.close();
      const id = await launched();
      const before = await untilCampaign(run.clients.sales, id, ({ isPlanned }) => isPlanned);
      expect(before.counts.byState).toMatchObject({ sent: 0, unknown: 0 });
      run.sink = await SmtpSink.start({ port });
      await untilCampaign(run.clients.sales, id, ({ state }) => state === 'finished');
      expect(statesOf(await allTouches(run.clients.auditor, id))).toEqual({ sent: contactCount });
      expect(run.sink.accepted).toHaveLength(contactCount);
      await expectNothingDoubled();
    },
    minute,
  );
});
