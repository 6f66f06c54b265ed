// Answers for the proof that the relay's address is read as people write it, and that nothing leaves in plain text by mistake.
import { describe, expect, it } from '@jest/globals';
import { StartRefusal } from '../../shared/errors.js';
import { parseSmtpUrl } from './parse-smtp-url.js';

describe('parseSmtpUrl', () => {
  it.each([
    ['smtp://127.0.0.1:2525', { host: '127.0.0.1', port: 2525, isSecure: false, requiresTls: false, auth: null }],
    ['smtp://localhost', { host: 'localhost', port: 587, isSecure: false, requiresTls: false, auth: null }],
    ['smtp://[::1]:25', { host: '::1', port: 25, isSecure: false, requiresTls: false, auth: null }],
    [
      'smtp://127.0.0.1:25?requireTLS=true',
      { host: '127.0.0.1', port: 25, isSecure: false, requiresTls: true, auth: null },
    ],
    ['smtp://relay.example', { host: 'relay.example', port: 587, isSecure: false, requiresTls: true, auth: null }],
    [
      'smtps://me%40sender.example:p%3Aw%40@relay.example',
      {
        host: 'relay.example',
        port: 465,
        isSecure: true,
        requiresTls: true,
        auth: { user: 'me@sender.example', pass: 'p:w@' },
      },
    ],
  ])('is read when it says %s', (text, expected) => {
    expect(parseSmtpUrl(text)).toEqual(expected);
  });

  it.each(['', 'relay.example', 'https://relay.example', 'smtp://', 'smtp://secret:%zz@relay.example'])(
    'is refused without repeating it when it says "%s"',
    (text) => {
      expect(() => parseSmtpUrl(text)).toThrow(StartRefusal);
      expect(() => parseSmtpUrl(text)).toThrow(/^FAIRKNOCK_SMTP_URL (?!.*secret)/);
    },
  );
});
