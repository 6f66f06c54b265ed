// Answers for reading the end of an SMTP dialogue: what is certain, and what is not (ledger protocol, R5).
import type { MailOutcome, MailReply } from '../../ports/mail-transport.port.js';

/** What nodemailer's SMTPConnection hands back where a message was not accepted. */
export interface SmtpFailure {
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
  /** `CONN` where the connection failed and no command was answered. */
  readonly command?: string | undefined;
}

const phases: Readonly<Record<string, MailReply['phase']>> = {
  'MAIL FROM': 'mail_from',
  'RCPT TO': 'rcpt_to',
  DATA: 'data',
};
const maxTextLength = 300;
const replyForm = /^(\d{3})[ -]?(?:([245]\.\d{1,3}\.\d{1,3})(?=\s|$))?/;
// The local part is as wide as can be: an address that a server quotes back must not reach our logs or exports.
const address = /[^\s<>()[\]:;,@"']+@[^\s<>()[\]:;,"']+/g;

/** @param contentStarted whether any byte of the content may have been written. */
export function classifyFailure(failure: SmtpFailure, contentStarted: boolean): Pick<MailOutcome, 'kind' | 'reply'> {
  const reply = readReply(failure.response ?? '', failure.command);
  const wasAnswered = failure.command !== 'CONN' || !contentStarted;
  if (reply !== null && wasAnswered && reply.code >= 400) {
    return { kind: reply.code < 500 ? 'deferred' : 'refused', reply };
  }
  return { kind: contentStarted ? 'unknown' : 'not_started', reply };
}

/** @returns null where the text is no reply. */
export function readReply(response: string, command?: string): MailReply | null {
  const lines = response.split(/\r?\n/);
  const head = replyForm.exec(lines[0] ?? '');
  if (head === null) return null;
  const text = lines
    .map((line) => line.replace(replyForm, '').trim())
    .join(' ')
    .replace(address, '<address>')
    .replace(/\p{Cc}/gu, ' ');
  return {
    phase: phases[command ?? 'DATA'] ?? 'data',
    code: Number(head[1]),
    status: head[2] ?? null,
    text: text.slice(0, maxTextLength),
  };
}
