// Answers for the two pages of the demo's mail server: the list and one message.
import Handlebars from 'handlebars';
import { optOutUrlOf, type CaughtMail } from './caught-mail.js';

const frame = (title: string, body: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1c1c1c}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.4rem;text-align:left}
pre{background:#f4f4f4;padding:1rem;white-space:pre-wrap;overflow-wrap:anywhere}</style></head><body><main>${body}</main></body></html>`;

const list = Handlebars.compile(
  frame(
    'Caught mail',
    `<h1>Caught mail</h1><p>{{mails.length}} messages. Nothing was sent on. Reload to see new ones.</p>
<table><thead><tr><th>To</th><th>Subject</th></tr></thead><tbody>{{#each mails}}
<tr><td>{{to}}</td><td><a href="/mails/{{@index}}">{{subject}}</a></td></tr>{{/each}}</tbody></table>`,
  ),
);

const one = Handlebars.compile(
  frame(
    'A message',
    `<p><a href="/">All messages</a></p><h1>{{subject}}</h1><p>To {{to}}</p>
{{#if optOutUrl}}<p><a href="{{optOutUrl}}">Open the opt-out page of this message</a></p>{{/if}}
<h2>Text</h2><pre>{{text}}</pre><h2>As it arrived</h2><pre>{{raw}}</pre>`,
  ),
);

export function mailListPage(mails: readonly CaughtMail[]): string {
  return list({ mails: mails.map(({ to, mail }) => ({ to, subject: mail.subject ?? '(no subject)' })) });
}

export function mailPage({ to, mail, raw }: CaughtMail): string {
  return one({
    to,
    subject: mail.subject ?? '(no subject)',
    text: mail.text ?? '',
    raw: raw.toString('utf8'),
    optOutUrl: optOutUrlOf(mail),
  });
}
