// Answers for a connection to the relay that is greeted, secured and logged in.
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { RelayAddress } from './parse-smtp-url.js';

/** Rejects where any of it fails; the error may hold what the server said, so it is a cause to keep and not a text to show. */
export function connectToRelay(relay: RelayAddress, timeoutMs: number): Promise<SMTPConnection> {
  const { auth, host, port, isSecure, requiresTls } = relay;
  const smtp = new SMTPConnection({
    host,
    port,
    secure: isSecure,
    requireTLS: !isSecure && requiresTls,
    ignoreTLS: !isSecure && !requiresTls,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  });
  return new Promise((resolve, reject) => {
    // An 'error' without a listener would end the process; this one stays for the life of the connection.
    smtp.on('error', reject);
    const done = (error?: Error | null) => {
      if (error === null || error === undefined) resolve(smtp);
      else {
        smtp.close();
        reject(error);
      }
    };
    smtp.connect((error) => {
      if (error || auth === null) done(error);
      else smtp.login({ credentials: { ...auth } }, done);
    });
  });
}
