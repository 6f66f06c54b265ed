// Answers for the proof that only what is certain is called certain, and that replies are kept without addresses.
import { describe, expect, it } from '@jest/globals';
import { classifyFailure, readReply } from './classify-outcome.js';

const mailbox = '550 5.1.1 <jane@acme.example>: no such user';

describe('classifyFailure', () => {
  it.each([
    {
      kind: 'deferred',
      when: 'the sender is greylisted',
      failure: { response: '450 4.7.1 Later', command: 'MAIL FROM' },
      contentStarted: false,
    },
    {
      kind: 'refused',
      when: 'the mailbox does not exist',
      failure: { response: mailbox, command: 'RCPT TO' },
      contentStarted: false,
    },
    {
      kind: 'refused',
      when: 'the content is refused after it was sent',
      failure: { response: '554 5.7.1 Spam', command: 'DATA' },
      contentStarted: true,
    },
    {
      kind: 'deferred',
      when: 'the content is deferred after it was sent',
      failure: { response: '451 4.3.0 Disk', command: 'DATA' },
      contentStarted: true,
    },
    {
      kind: 'deferred',
      when: 'the server closes with 421 before the content',
      failure: { response: '421 4.3.2 Bye', command: 'CONN' },
      contentStarted: false,
    },
    {
      kind: 'not_started',
      when: 'the connection ends before the content',
      failure: { command: 'CONN' },
      contentStarted: false,
    },
    {
      kind: 'unknown',
      when: 'the connection ends after the content began',
      failure: { command: 'CONN' },
      contentStarted: true,
    },
    {
      kind: 'unknown',
      when: 'a reply is cut off after the content began',
      failure: { response: '451 4.3', command: 'CONN' },
      contentStarted: true,
    },
    {
      kind: 'unknown',
      when: 'the server talks nonsense after the content',
      failure: { response: '250 Huh', command: 'CONN' },
      contentStarted: true,
    },
    {
      kind: 'not_started',
      when: 'the stream fails before it was read',
      failure: { command: 'API' },
      contentStarted: false,
    },
  ])('says $kind when $when [R5]', ({ kind, failure, contentStarted }) => {
    expect(classifyFailure(failure, contentStarted).kind).toBe(kind);
  });

  it('keeps code, status and phase when the server refuses a recipient [M8]', () => {
    const { reply } = classifyFailure({ response: mailbox, command: 'RCPT TO' }, false);
    expect(reply).toEqual({ phase: 'rcpt_to', code: 550, status: '5.1.1', text: '<<address>>: no such user' });
  });
});

describe('readReply', () => {
  it('takes every address out when a reply of several lines quotes them', () => {
    const text = readReply('550-5.7.1 jane.doe+x@acme.example is\r\n550 5.7.1 not mailto:j@b.example')?.text;
    expect(text).toBe('<address> is not mailto:<address>');
  });

  it('gives no status when the server gave none, or one that is none', () => {
    expect(readReply('550 No')).toMatchObject({ status: null, text: 'No' });
    expect(readReply('550 5.1.1.9 No')).toMatchObject({ status: null });
  });

  it('is null when the text is no reply', () => {
    expect(readReply('SSH-2.0-OpenSSH')).toBeNull();
  });
});
