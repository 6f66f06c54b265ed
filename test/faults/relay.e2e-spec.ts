// Answers for the proof that no misbehaviour of a mail relay doubles a message, or loses one without a word.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { approvedLia, campaignDraft, contactCells, contactsCsv, importContacts } from '../support/campaign-inputs.js';
import { headerValue } from '../support/raw-mail.js';
import {
  allItems,
  allLeaves,
  allTouches,
  logProblems,
  untilCampaign,
  type TouchRecord,
} from '../support/run-records.js';
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
let liaId: string;
let personCount = 0;
/** Transactions of the tests before. */
let before = 0;

beforeAll(async () => {
  run = await RunningService.open(impatient);
  liaId = await approvedLia(run.clients);
}, minute);

afterAll(() => run.close(), minute);

beforeEach(() => {
  run.sink.dropAll();
  before = run.sink.transactions.length;
});

const faultCount = 2;
let faultsLeft = 0;

/** The sink misbehaves twice at that phase, then it is well again. */
function misbehave(at: SinkPhase, behaviour: SinkBehaviour): void {
  faultsLeft = faultCount;
  run.sink.script = (phase) => {
    if (phase !== at || faultsLeft === 0) return 'accept';
    faultsLeft -= 1;
    return behaviour;
  };
}

/** A campaign to people whom no other test knows. */
async function launched(): Promise<string> {
  const { clients } = run;
  const rows = Array.from({ length: contactCount }, () => contactCells((personCount += 1)));
  const { id: importId } = await importContacts(clients, liaId, contactsCsv(rows));
  const draft = campaignDraft(liaId, { audience: { filter: { importId } } });
  const { body } = await clients.sales.post<{ id: string }>('/v1/campaigns', draft);
  expect((await clients.sales.post(`/v1/campaigns/${body.id}/launch`)).status).toBe(200);
  return body.id;
}

const begun = () => run.sink.transactions.slice(before);
const taken = () => begun().filter(({ isAccepted }) => isAccepted);

async function suppressionCount(): Promise<number> {
  return (await allItems<{ cause: string }>(run.clients.auditor, '/v1/suppressions')).filter(
    ({ cause }) => cause === 'invalid',
  ).length;
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

/** Every message that was taken was taken once, and the relay did misbehave. */
async function expectNothingDoubled(): Promise<void> {
  expect(faultsLeft).toBe(0);
  const ids = taken().map(({ content }) => headerValue(content, 'Message-ID'));
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
      misbehave(phase, behaviour);
      expect(statesOf(await finishedTouches())).toEqual({ sent: contactCount });
      expect(taken()).toHaveLength(contactCount);
      await expectNothingDoubled();
    },
    minute,
  );
});

describe('A relay that misbehaves while it takes the content', () => {
  it.each(doubtful)(
    'leaves the message unknown, never sent again, when at %s it %s [P2] [R5]',
    async (phase, _, behaviour) => {
      misbehave(phase, behaviour);
      expect(statesOf(await finishedTouches())).toEqual({ sent: contactCount - faultCount, unknown: faultCount });
      expect(begun()).toHaveLength(contactCount);
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
      const markedBefore = await suppressionCount();
      misbehave(at, { reply });
      expect(statesOf(await finishedTouches())).toEqual({
        sent: contactCount - faultCount,
        not_transmitted: faultCount,
      });
      expect((await suppressionCount()) - markedBefore).toBe(marked);
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
      const planned = await untilCampaign(run.clients.sales, id, ({ isPlanned }) => isPlanned);
      expect(planned.counts.byState).toMatchObject({ sent: 0, unknown: 0 });
      run.sink = await SmtpSink.start({ port });
      before = 0;
      await untilCampaign(run.clients.sales, id, ({ state }) => state === 'finished');
      expect(statesOf(await allTouches(run.clients.auditor, id))).toEqual({ sent: contactCount });
      expect(taken()).toHaveLength(contactCount);
      await expectNothingDoubled();
    },
    minute,
  );
});
