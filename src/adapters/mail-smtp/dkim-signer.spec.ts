// Answers for the proof that a signature covers both list headers and still verifies when they are folded (M1, M6, M9).
import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { DkimSigner } from './dkim-signer.js';

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const uri = `<https://contact.sender.example/u/${'a'.repeat(72)}>`;

function message(listUnsubscribe: string): Buffer {
  const lines = [
    'From: Sam <sam@sender.example>',
    'To: Jane <jane@acme.example>',
    'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=',
    'Date: Mon, 23 Nov 2026 10:00:00 +0000',
    'Message-ID: <1@sender.example>',
    `List-Unsubscribe: ${listUnsubscribe}`,
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Hello  Jane ',
    '',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** RFC 6376, 3.4.2: names in lower case, folds opened, blanks reduced. */
function relaxedHeader(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** RFC 6376, 3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  return `${lines.join('\r\n').replace(/(\r\n)+$/, '')}\r\n`;
}

/** A verifier of our own after RFC 6376, 6.1: nothing of it is nodemailer's. */
function verify(signed: string): { names: string[]; isValid: boolean } {
  const end = signed.indexOf('\r\n\r\n');
  const fields = signed.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = fields.find((field) => /^dkim-signature:/i.test(field)) ?? '';
  const tags = new Map(
    relaxedHeader(signature)
      .slice('dkim-signature:'.length)
      .split(';')
      .map((tag): [string, string] => {
        const [name = '', ...value] = tag.split('=');
        return [name.trim(), value.join('=').replace(/\s/g, '')];
      }),
  );
  const names = (tags.get('h') ?? '').split(':');
  const left = fields.filter((field) => field !== signature).reverse();
  const taken = names.map((name) => {
    const at = left.findIndex((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return at < 0 ? '' : `${relaxedHeader(left.splice(at, 1)[0] ?? '')}\r\n`;
  });
  const own = relaxedHeader(signature).replace(/(;\s?b=)[^;]*/, '$1');
  const bodyHash = createHash('sha256')
    .update(relaxedBody(signed.slice(end + 4)))
    .digest('base64');
  const isSigned = createVerify('RSA-SHA256')
    .update(taken.join('') + own)
    .verify(keys.publicKey, tags.get('b') ?? '', 'base64');
  return { names, isValid: isSigned && bodyHash === tags.get('bh') };
}

describe('DkimSigner', () => {
  const signer = new DkimSigner({ domain: 'sender.example', selector: 's1', privateKey: keys.privateKey });

  it.each([
    ['on one line', uri],
    ['folded before its value', `\r\n ${uri}`],
    ['folded between two ways', `${uri},\r\n <mailto:out@sender.example?subject=out>`],
  ])(
    'verifies and covers both list headers when List-Unsubscribe is %s [case 9] [M1] [M6] [M9]',
    async (_how, value) => {
      const raw = message(value);
      const signed = await signer.sign(raw);
      const { names, isValid } = verify(signed.toString('latin1'));
      expect(isValid).toBe(true);
      const wanted = ['from', 'to', 'subject', 'date', 'message-id', 'list-unsubscribe', 'list-unsubscribe-post'];
      expect(names.map((name) => name.toLowerCase())).toEqual(expect.arrayContaining([...wanted, 'mime-version']));
      expect(signed.subarray(-raw.length).equals(raw)).toBe(true);
    },
  );

  it('no longer verifies when the list header, the subject or the body was changed', async () => {
    const signed = (await signer.sign(message(uri))).toString('latin1');
    for (const [from, to] of [
      ['/u/aaa', '/u/aab'],
      ['One-Click', 'Two-Click'],
      ['Hello', 'Hullo'],
    ] as const) {
      expect(verify(signed.replace(from, to)).isValid).toBe(false);
    }
  });

  it('throws when the key cannot sign, so that nothing leaves unsigned', async () => {
    const broken = new DkimSigner({ domain: 'sender.example', selector: 's1', privateKey: 'no key' });
    await expect(broken.sign(message(uri))).rejects.toThrow('did not sign');
  });
});
