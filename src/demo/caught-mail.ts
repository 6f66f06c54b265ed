// Answers for one message as the demo's mail server took it, and for the opt-out link in it.
import type { Email } from 'postal-mime';

export interface CaughtMail {
  readonly to: string;
  /** `performance.now()` of MAIL FROM, when the transaction started. */
  readonly startedAt: number;
  readonly mail: Email;
  readonly raw: Buffer;
}

/** The URL of the List-Unsubscribe header (RFC 2369); null where there is none. */
export function optOutUrlOf(mail: Email): string | null {
  const header = mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  return /<(https?:[^>]+)>/.exec(header)?.[1] ?? null;
}
