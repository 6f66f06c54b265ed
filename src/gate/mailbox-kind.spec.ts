// Answers for proving which mailboxes are impersonal.
import { describe, expect, it } from '@jest/globals';
import { mailboxKind } from './mailbox-kind.js';

describe('mailboxKind', () => {
  it.each([
    'info@acme.example',
    'INFO@acme.example',
    'post@a.example',
    'info+news@a.example',
    'hr.team@a.example',
    'no-reply@a.example',
  ])('takes %s for a role mailbox', (email) => {
    expect(mailboxKind(email)).toBe('generic');
  });

  it.each([
    'ada@acme.example',
    'ada.lovelace@acme.example',
    'ada.info@a.example',
    'infos2@a.example',
    'i@a.example',
    '@a.example',
    '',
  ])('takes %j for the mailbox of a person, the stricter kind', (email) => {
    expect(mailboxKind(email)).toBe('named');
  });
});
