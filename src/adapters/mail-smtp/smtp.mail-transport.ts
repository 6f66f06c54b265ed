// Answers for the mail relay over SMTP: a pool of our own over nodemailer's protocol client, DKIM where it is set up.
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Clock } from '../../ports/clock.port.js';
import { MailTransport, type MailConnection, type MailOutcome } from '../../ports/mail-transport.port.js';
import { DependencyError, InvariantError } from '../../shared/errors.js';
import { secondMs } from '../../shared/instant.js';
import { connectToRelay } from './connect-to-relay.js';
import { DkimSigner } from './dkim-signer.js';
import { parseSmtpUrl } from './parse-smtp-url.js';
import { SmtpPool } from './smtp-pool.js';
import { SmtpSession } from './smtp-session.js';

/**
 * nodemailer's own pool sends a message again by itself when a used connection closes at MAIL FROM: a second transaction
 * that no claim covers. So its SMTPConnection is driven directly.
 */
@Injectable()
export class SmtpMailTransport extends MailTransport {
  readonly relayHost: string | null;
  readonly maxConnections: number;
  private readonly pool: SmtpPool | null;
  private readonly signer: DkimSigner | null;

  constructor(config: Config, clock: Clock) {
    super();
    const relay = config.smtpUrl === null ? null : parseSmtpUrl(config.smtpUrl);
    this.relayHost = relay?.host ?? null;
    this.maxConnections = config.smtpConnections;
    this.signer = config.dkim === null ? null : new DkimSigner(config.dkim);
    const timeoutMs = config.smtpTimeoutSeconds * secondMs;
    this.pool =
      relay === null
        ? null
        : new SmtpPool({
            maxConnections: this.maxConnections,
            open: async () => new SmtpSession(await connectToRelay(relay, timeoutMs), clock),
            clock,
          });
  }

  async acquire(): Promise<MailConnection> {
    const { pool } = this;
    if (pool === null) throw new DependencyError('SMTP_UNAVAILABLE', 'No mail relay is configured');
    const session = await pool.acquire();
    return {
      send: async (message, isInTime) => {
        const outcome = await session.send(message, isInTime);
        void giveBack(pool, session, outcome);
        return outcome;
      },
      release: () => {
        pool.release(session);
      },
    };
  }

  async sign(raw: Buffer): Promise<Buffer> {
    if (this.signer === null) return raw;
    try {
      return await this.signer.sign(raw);
    } catch (cause) {
      throw new InvariantError('INTERNAL', 'A message could not be signed; check FAIRKNOCK_DKIM_PRIVATE_KEY', {
        cause,
      });
    }
  }

  async close(): Promise<void> {
    await this.pool?.close();
  }
}

/** A refused transaction may still stand open on the server: it is reset before the next one, or the connection goes. */
async function giveBack(pool: SmtpPool, session: SmtpSession, outcome: MailOutcome): Promise<void> {
  if (!(await isReusable(session, outcome))) session.close();
  pool.release(session);
}

async function isReusable(session: SmtpSession, { kind, startedAt }: MailOutcome): Promise<boolean> {
  if (kind === 'sent' || startedAt === null) return session.isUsable;
  const wasAnswered = kind === 'deferred' || kind === 'refused';
  return wasAnswered && session.isUsable && (await session.reset());
}
