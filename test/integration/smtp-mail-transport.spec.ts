// Answers for the proof that the mail transport is right about what the relay took, and never starts out of time.
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SmtpMailTransport } from '../../src/adapters/mail-smtp/smtp.mail-transport.js';
import type { Config } from '../../src/config/config.js';
import type { OutgoingMessage } from '../../src/ports/mail-transport.port.js';
import { FakeClock } from '../support/fake-clock.js';
import { localhostCertificate } from '../support/localhost-certificate.js';
import { mailConfig } from '../support/mail-config.js';
import { SmtpSink, type SinkBehaviour, type SinkPhase } from '../support/smtp-sink.js';

const message: OutgoingMessage = {
  envelope: { from: 'sam@sender.example', to: 'jane@acme.example' },
  raw: Buffer.from('Subject: Hello\r\n\r\n.Hello\r\n..Jane\r\n'),
};
const inTime = () => true;

let sink: SmtpSink;
let clock: FakeClock;
let transport: SmtpMailTransport;

function open(changes: Partial<Config> = {}): SmtpMailTransport {
  return new SmtpMailTransport(mailConfig({ smtpUrl: sink.url, ...changes }), clock);
}

/** Misbehaves once, at this phase. */
function once(phase: SinkPhase, behaviour: SinkBehaviour): void {
  let isDone = false;
  sink.script = (at) => {
    if (isDone || at !== phase) return 'accept';
    isDone = true;
    return behaviour;
  };
}

async function sendOne(isInTime = inTime) {
  const connection = await transport.acquire();
  return connection.send(message, isInTime);
}

beforeEach(async () => {
  sink = await SmtpSink.start();
  clock = new FakeClock();
  transport = open();
});

afterEach(async () => {
  await transport.close();
  await sink.close();
});

describe('SmtpMailTransport', () => {
  it('hands over exactly the bytes when all is well', async () => {
    expect(await sendOne()).toMatchObject({
      kind: 'sent',
      startedAt: clock.now(),
      reply: { code: 250, status: '2.0.0' },
    });
    expect(sink.accepted.map(({ from, to, content }) => ({ from, to, content }))).toEqual([
      { from: message.envelope.from, to: [message.envelope.to], content: message.raw.toString() },
    ]);
  });

  it('logs in when the URL names a user', async () => {
    await transport.close();
    transport = open({ smtpUrl: sink.url.replace('//', '//me:secret@') });
    const phases: SinkPhase[] = [];
    sink.script = (phase) => {
      phases.push(phase);
      return 'accept';
    };
    expect((await sendOne()).kind).toBe('sent');
    expect(phases).toContain('auth');
  });

  it.each([
    {
      kind: 'deferred',
      phase: 'mail_from',
      answer: { reply: '450 4.7.1 Later' },
      reply: { code: 450, phase: 'mail_from' },
    },
    {
      kind: 'refused',
      phase: 'mail_from',
      answer: { reply: '550 5.7.1 No' },
      reply: { code: 550, phase: 'mail_from' },
    },
    {
      kind: 'deferred',
      phase: 'rcpt_to',
      answer: { reply: '451 4.7.1 Greylisted' },
      reply: { code: 451, phase: 'rcpt_to' },
    },
    {
      kind: 'refused',
      phase: 'rcpt_to',
      answer: { reply: '550 5.1.1 <jane@acme.example> unknown' },
      reply: { status: '5.1.1', text: '<<address>> unknown' },
    },
    { kind: 'deferred', phase: 'rcpt_to', answer: { reply: '421 4.3.2 Bye', thenDrop: true }, reply: { code: 421 } },
    { kind: 'deferred', phase: 'data', answer: { reply: '451 4.3.0 Disk' }, reply: { code: 451, phase: 'data' } },
    {
      kind: 'refused',
      phase: 'data',
      answer: { reply: '554 5.5.1 No valid recipients' },
      reply: { code: 554, phase: 'data' },
    },
    { kind: 'deferred', phase: 'end', answer: { reply: '452 4.3.1 Full' }, reply: { code: 452, phase: 'data' } },
    { kind: 'refused', phase: 'end', answer: { reply: '554 5.7.1 Spam' }, reply: { code: 554, phase: 'data' } },
  ] as const)('is $kind when the relay says so at $phase [R5]', async ({ kind, phase, answer, reply }) => {
    once(phase, answer);
    expect(await sendOne()).toMatchObject({ kind, reply });
    expect(sink.accepted).toHaveLength(0);
    // The connection is fit for the next message, or another one is made: nothing of the first one is left.
    expect((await sendOne()).kind).toBe('sent');
    expect(sink.accepted).toHaveLength(1);
  });

  it.each([
    ['not_started', 'mail_from'],
    ['not_started', 'rcpt_to'],
    ['not_started', 'data'],
    ['unknown', 'content'],
    ['unknown', 'end'],
  ] as const)('is %s when the relay hangs up at %s [R5]', async (kind, phase) => {
    once(phase, 'drop');
    expect((await sendOne()).kind).toBe(kind);
    expect((await sendOne()).kind).toBe('sent');
    expect(sink.accepted).toHaveLength(1);
  });

  it.each([
    ['not_started', 'mail_from'],
    ['not_started', 'data'],
    ['unknown', 'end'],
  ] as const)('is %s when the relay falls silent at %s [R5]', async (kind, phase) => {
    await transport.close();
    transport = open({ smtpTimeoutSeconds: 0.2 });
    once(phase, 'stall');
    expect((await sendOne()).kind).toBe(kind);
  });

  it('makes no transaction when the lease is over before MAIL FROM [R6]', async () => {
    expect(await sendOne(() => false)).toEqual({ kind: 'not_started', reply: null, startedAt: null });
    expect(sink.transactions).toHaveLength(0);
    expect((await sendOne()).kind).toBe('sent');
    expect(sink.connectionCount).toBe(1);
  });

  it.each(['plain', 'pipelined'])(
    'sends no content when it was frozen between check and write, %s [R7]',
    async (way) => {
      if (way === 'plain') sink.extensions = [];
      const answers = [true, false];
      const outcome = await sendOne(() => answers.shift() ?? false);
      expect(outcome.kind).toBe('not_started');
      await sink.until(({ openCount }) => openCount === 0);
      expect(sink.transactions.map(({ content }) => content).join('')).toBe('');
      expect(sink.accepted).toHaveLength(0);
      expect((await sendOne()).kind).toBe('sent');
    },
  );

  it('still sends when the relay answers MAIL FROM only after the lease [R7]', async () => {
    sink.script = async (phase) => {
      if (phase === 'mail_from') await clock.advance(60_000);
      return 'accept' as const;
    };
    const timer = clock.startTimer();
    expect((await sendOne(() => timer.elapsedMs() < 2_000)).kind).toBe('sent');
  });

  it('uses a connection again when the last message went well', async () => {
    for (let count = 0; count < 5; count += 1) await sendOne();
    expect(sink.connectionCount).toBe(1);
  });

  it('uses another connection when the idle one died, and makes one transaction a message [R6]', async () => {
    await sendOne();
    sink.dropAll();
    await sink.until(({ openCount }) => openCount === 0);
    const outcomes = [await sendOne(), await sendOne()];
    // Where the end had not been seen yet, the message was not started: never a second transaction by itself.
    const started = outcomes.filter(({ kind }) => kind === 'sent').length;
    expect(sink.accepted).toHaveLength(1 + started);
    expect(outcomes.at(-1)?.kind).toBe('sent');
  });

  it('never has more connections than allowed when many want one', async () => {
    await Promise.all(Array.from({ length: 40 }, () => sendOne()));
    expect(sink.accepted).toHaveLength(40);
    expect(sink.connectionCount).toBeLessThanOrEqual(2);
  });

  it('resets a refused transaction and keeps the connection when many recipients are refused', async () => {
    await transport.close();
    transport = open({ smtpConnections: 1 });
    sink.script = (phase) => (phase === 'rcpt_to' ? { reply: '550 5.1.1 No' } : 'accept');
    for (let count = 0; count < 15; count += 1) expect((await sendOne()).kind).toBe('refused');
    expect(sink.connectionCount).toBe(1);
  });

  it('gives an error and is left alone for a while when the relay is away', async () => {
    sink.script = (phase) => (phase === 'connect' ? { reply: '554 No service', thenDrop: true } : 'accept');
    const unavailable = { name: 'DependencyError', code: 'SMTP_UNAVAILABLE' };
    await expect(transport.acquire()).rejects.toMatchObject(unavailable);
    await expect(transport.acquire()).rejects.toMatchObject(unavailable);
    expect(sink.connectionCount).toBe(1);
    await clock.advance(1_000);
    await expect(transport.acquire()).rejects.toMatchObject(unavailable);
    expect(sink.connectionCount).toBe(2);
    sink.script = () => 'accept';
    await clock.advance(2_000);
    expect((await sendOne()).kind).toBe('sent');
  });

  it('gives an error without the secret when the relay refuses the password', async () => {
    await transport.close();
    transport = open({ smtpUrl: sink.url.replace('//', '//me:secret@') });
    once('auth', { reply: '535 5.7.8 Wrong for me:secret' });
    const error = await transport.acquire().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'SMTP_UNAVAILABLE' });
    expect(String(error)).not.toContain('secret');
  });

  it('waits for the message in flight when it is closed', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    sink.script = async (phase) => {
      if (phase === 'end') await gate;
      return 'accept' as const;
    };
    const sending = sendOne();
    await sink.until(({ transactions }) => (transactions[0]?.content ?? '') !== '');
    const closing = transport.close();
    await expect(transport.acquire()).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    release();
    expect((await sending).kind).toBe('sent');
    await closing;
    await sink.until(({ openCount }) => openCount === 0);
  });

  describe('over TLS', () => {
    let trusted: string[];

    beforeEach(async () => {
      await sink.close();
      sink = await SmtpSink.start({ tls: true });
      trusted = getCACertificates('default');
      setDefaultCACertificates([...trusted, localhostCertificate.cert]);
      await transport.close();
      transport = open();
    });

    afterEach(() => {
      setDefaultCACertificates(trusted);
    });

    it('sends when the relay is trusted', async () => {
      expect((await sendOne()).kind).toBe('sent');
      expect(sink.accepted[0]?.content).toBe(message.raw.toString());
    });

    it('sends no content when it was frozen between check and write [R7]', async () => {
      const answers = [true, false];
      expect((await sendOne(() => answers.shift() ?? false)).kind).toBe('not_started');
      await sink.until(({ openCount }) => openCount === 0);
      expect(sink.transactions.map(({ content }) => content).join('')).toBe('');
    });

    it('sends no content when it was frozen after the bytes were given to TLS [R7]', async () => {
      const answers = [true, true, false];
      expect((await sendOne(() => answers.shift() ?? false)).kind).toBe('not_started');
      await sink.until(({ openCount }) => openCount === 0);
      expect(sink.transactions.map(({ content }) => content).join('')).toBe('');
    });

    it('does not send when nobody vouches for the certificate', async () => {
      setDefaultCACertificates(trusted);
      await expect(transport.acquire()).rejects.toMatchObject({ code: 'SMTP_UNAVAILABLE' });
    });
  });

  it('never falls back to plain text when TLS is asked for and the relay has none', async () => {
    await transport.close();
    transport = open({ smtpUrl: `${sink.url}?requireTLS=true` });
    sink.extensions = [];
    await expect(transport.acquire()).rejects.toMatchObject({ code: 'SMTP_UNAVAILABLE' });
    expect(sink.transactions).toHaveLength(0);
  });

  it('has nothing to offer when no relay is configured [P9]', async () => {
    const none = open({ smtpUrl: null });
    expect(none.relayHost).toBeNull();
    await expect(none.acquire()).rejects.toMatchObject({ code: 'SMTP_UNAVAILABLE' });
  });
});
