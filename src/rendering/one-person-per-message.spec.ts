// Answers for the proof that what is kept between two messages holds nothing of the person before.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FsTemplateSource } from '../adapters/templates-fs/fs.template-source.js';
import { makeOptOutToken } from '../shared/opt-out-token.js';
import type { RowId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';
import type { MessageInput, PersonSlots } from './message-input.js';
import { messageInput } from './message-input.builder.js';
import { MessageRenderer } from './render-message.js';
import { personSlots } from './step-slots.js';

const seed = Number(process.env['FAIRKNOCK_TEST_SEED'] ?? 20_261_123);
const warm = new MessageRenderer(new FsTemplateSource());
const tokenKeys = [{ version: 1, secret: Buffer.alloc(32, 1) }];

/** Which of the slots are filled, and in which language; the words of each person are nobody else's. */
const person = fc.record({
  filled: fc.array(fc.constantFrom(...personSlots), { maxLength: 5 }),
  language: fc.constantFrom('en', 'de', 'fr', 'es', 'sv'),
  day: fc.integer({ min: 0, max: 3 }),
  isPublic: fc.boolean(),
});
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

const wordOf = (index: number) => `zq${String(index)}zq`;
const rowOf = (index: number) => index.toString(16).padStart(64, '0') as RowId;
const linkOf = (index: number, language: string) =>
  `https://learnwell.example/u/${makeOptOutToken(tokenKeys, { rowId: rowOf(index), language })}`;

function inputOf({ filled, language, day, isPublic }: Person, index: number): MessageInput {
  const base = messageInput();
  const word = wordOf(index);
  const slots = Object.fromEntries(filled.map((name) => [name, word])) as unknown as PersonSlots;
  const capturedAt = Date.UTC(2026, 9, 20 + day) as Instant;
  const source = { ...base.notice.source, url: `https://${word}.example/team`, capturedAt, isPublic };
  return {
    ...base,
    language,
    slots: { ...slots, country: 'GB' },
    notice: { ...base.notice, source },
    optOutUrl: linkOf(index, language),
    to: { name: word, address: `${word}@engines.example` },
    messageId: `<${word}@learnwell.example>`,
  };
}

describe('A message', () => {
  it('is byte for byte the same whoever was written to before, and names nobody else [P1] [P3]', () => {
    process.stderr.write(`one person per message: seed ${String(seed)} (FAIRKNOCK_TEST_SEED)\n`);
    fc.assert(
      fc.property(fc.array(person, { minLength: 2, maxLength: 8 }), (people) => {
        const inputs = people.map(inputOf);
        const rendered = inputs.map((input) => warm.render(input));
        const cold = new MessageRenderer(new FsTemplateSource());
        rendered.forEach(({ raw, text, html }, index) => {
          expect(raw.equals(cold.render(inputs[index]!).raw)).toBe(true);
          const all = `${raw.toString('utf8')}${text}${html ?? ''}`;
          const others = people.flatMap(({ language }, other) =>
            other === index ? [] : [wordOf(other), linkOf(other, language)],
          );
          expect(others.filter((trace) => all.includes(trace))).toEqual([]);
          expect(text).toContain(inputs[index]!.optOutUrl);
        });
      }),
      { seed, numRuns: 15 },
    );
  });
});
