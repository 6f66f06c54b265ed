// Answers for reading caught mails with parsers that have nothing to do with the product: Python's email package and postal-mime.
import { spawnSync } from 'node:child_process';
import PostalMime from 'postal-mime';

export interface ParsedMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** Every field, names in lower case, values unfolded. */
  readonly fields: readonly (readonly [string, string])[];
  readonly text: string;
  readonly html: string;
}

// Strict about what it sees: a defect that the parser noted is an error.
const program = `
import sys, json, base64
from email import message_from_bytes
from email.policy import SMTP
def part(mail, kind):
    found = mail.get_body(preferencelist=(kind,))
    return '' if found is None else found.get_content().replace('\\r\\n', '\\n')
def read(text):
    mail = message_from_bytes(base64.b64decode(text), policy=SMTP)
    defects = [str(d) for p in mail.walk() for d in p.defects] + [str(d) for v in mail.values() for d in v.defects]
    if defects: raise SystemExit('defects: ' + ', '.join(defects))
    fields = [[name.lower(), str(value)] for name, value in mail.items()]
    address = lambda name: mail[name].addresses[0].addr_spec
    return { 'from': address('From'), 'to': address('To'), 'subject': mail['Subject'], 'fields': fields,
             'text': part(mail, 'plain'), 'html': part(mail, 'html') }
print(json.dumps([read(text) for text in json.load(sys.stdin)]))
`;

/** @returns null where there is no Python 3 here. */
export function parseWithPython(contents: readonly string[]): ParsedMail[] | null {
  const input = JSON.stringify(contents.map((content) => Buffer.from(content, 'latin1').toString('base64')));
  const { error, status, stdout, stderr } = spawnSync('python3', ['-c', program], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) return null;
  if (status !== 0) throw new Error(`Python could not read a mail: ${stderr}`);
  return JSON.parse(stdout) as ParsedMail[];
}

export async function parseWithPostalMime(content: string): Promise<ParsedMail> {
  const mail = await PostalMime.parse(Buffer.from(content, 'latin1'));
  return {
    from: mail.from?.address ?? '',
    to: mail.to?.[0]?.address ?? '',
    subject: mail.subject ?? '',
    fields: mail.headers.map(({ key, value }) => [key, value] as const),
    text: mail.text ?? '',
    html: mail.html ?? '',
  };
}
