// Answers for whether a key is valid, and whose it is.
import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccountStore, type Account } from '../ports/account-store.port.js';
import { readApiKey } from './api-key-text.js';

// Compared with where no such key exists, so that the answer takes the same time.
const noHash = '0'.repeat(64);

@Injectable()
export class AuthenticateKeyService {
  constructor(private readonly accounts: AccountStore) {}

  /** @returns null where the text is no key, or the key is unknown, wrong or revoked: all the same to the caller. */
  async authenticate(text: string): Promise<Account | null> {
    const given = readApiKey(text);
    if (given === null) return null;
    const found = await this.accounts.findKey(given.id);
    const isSame = timingSafeEqual(Buffer.from(found?.key.secretHash ?? noHash), Buffer.from(given.secretHash));
    return found !== null && isSame && found.key.revokedAt === null ? found.account : null;
  }
}
