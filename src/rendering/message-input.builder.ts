// Answers for a message input that is complete, for tests to vary.
import { makeOptOutToken } from '../shared/opt-out-token.js';
import type { MessageInput, StepTemplate } from './message-input.js';
import type { Instant } from '../shared/instant.js';
import type { RowId } from '../shared/ids.js';

export const firstStep: StepTemplate = {
  subject: 'AI training for {{organisation}}',
  html: '<p>Dear {{givenName}} {{familyName}},</p>\n<p>as {{jobTitle}} at {{organisation}} you may care for this.</p>\n{{> notice}}\n{{> optOut}}',
  text: 'Dear {{givenName}} {{familyName}},\n\nas {{jobTitle}} at {{organisation}} you may care for this.\n\n{{> notice}}\n\n{{> optOut}}\n',
};

const token = makeOptOutToken([{ version: 1, secret: Buffer.alloc(32, 1) }], {
  rowId: 'ab'.repeat(32) as RowId,
  language: 'en',
});

export function messageInput(changes: Partial<MessageInput> = {}): MessageInput {
  return {
    step: firstStep,
    language: 'en',
    slots: {
      givenName: 'Ada',
      familyName: 'Lovelace',
      jobTitle: 'Head of Learning',
      organisation: 'Analytical Engines Ltd',
      country: 'GB',
    },
    notice: {
      controller: {
        name: 'Learnwell Ltd',
        postalAddress: '1 High Street\nLeeds LS1 1AA\nUnited Kingdom',
        email: 'hello@learnwell.example',
        phone: '+441134960000',
        website: 'https://learnwell.example',
        dpo: { name: 'D. Officer', email: 'dpo@learnwell.example' },
        regulator: { name: 'Information Commissioner', url: 'https://ico.org.uk' },
      },
      interest: 'to tell companies about training that their staff may need',
      purposeStatement:
        'We offer courses on artificial intelligence for working people & want to ask whether yours needs any.',
      privacyPolicyUrl: 'https://learnwell.example/privacy?v=3&l=en',
      source: {
        kind: 'company_website',
        url: 'https://engines.example/team?id=7&x=<1>',
        capturedAt: Date.UTC(2026, 10, 3) as Instant,
        isPublic: true,
        publishedBy: 'employer',
      },
    },
    optOutUrl: `https://learnwell.example/u/${token}`,
    from: { name: 'Lena at Learnwell', address: 'lena@learnwell.example' },
    replyTo: 'answers@learnwell.example',
    to: { name: 'Ada Lovelace', address: 'ada@engines.example' },
    messageId: '<0123456789abcdef@learnwell.example>',
    date: Date.UTC(2026, 10, 23, 9, 30, 0) as Instant,
    ...changes,
  };
}
