// Answers for the proof that only what is certain is called certain, and that replies are kept without addresses.
import { describe, expect, it } from '@jest/globals';
import { classifyFailure, readReply } from './classify-outcome.js';

const mailbox = '550 5.1.1 <jane@acme.example>: no such user';

describe('classifyFailure', () => {
  it.each([
    ['deferred', 'the sender is greylisted', { response: '450 4.7.1 Later', command: 'MAIL FROM' }, false],
    ['refused', 'the mailbox does not exist', { response: mailbox, command: 'RCPT TO' }, false],
    ['refused', 'the content is refused after it was sent', { response: '554 5.7.1 Spam', command: 'DATA' }, true],
    ['deferred', 'the content is deferred after it was sent', { response: '451 4.3.0 Disk', command: 'DATA' }, true],
    [
      'deferred',
      'the server closes with 421 before the content',
      { response: '421 4.3.2 Bye', command: 'CONN' },
      false,
    ],
    ['not_started', 'the connection ends before the content', { command: 'CONN' }, false],
    ['unknown', 'the connection ends after the content began', { command: 'CONN' }, true],
    ['unknown', 'a reply is cut off after the content began', { response: '451 4.3', command: 'CONN' }, true],
    ['unknown', 'the server talks nonsense after the content', { response: '250 Huh', command: 'CONN' }, true],
    ['not_started', 'the stream fails before it was read', { command: 'API' }, false],
  ])('says %s when %s [R5]', (kind, _when, failure, contentStarted) => {
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
