// Answers for the first accounts of an installation: one person for each role.
import { Injectable } from '@nestjs/common';
import { AccountStore, roles, type Role } from '../ports/account-store.port.js';
import { Clock } from '../ports/clock.port.js';
import { newId, type AccountId } from '../shared/ids.js';
import { accountEvent } from './account-event.js';
import { newApiKey } from './api-key-text.js';

const names: Readonly<Record<Role, string>> = {
  admin: 'First administrator',
  dpo: 'First data-protection officer',
  sales: 'First salesperson',
  auditor: 'First auditor',
};

@Injectable()
export class FirstAccountsService {
  constructor(
    private readonly accounts: AccountStore,
    private readonly clock: Clock,
  ) {}

  /** Creates a person per role. @returns their keys, shown once; null where any account exists already. */
  async create(): Promise<Readonly<Record<Role, string>> | null> {
    const createdAt = this.clock.now();
    const made = roles.map((role) => {
      const account = { id: newId<AccountId>(), name: names[role], kind: 'person' as const, roles: [role], createdAt };
      return { role, account, ...newApiKey(account.id, createdAt) };
    });
    const events = made.map(({ account, key, role }) =>
      accountEvent({
        type: 'account.created',
        at: createdAt,
        actor: 'system',
        refs: { accountId: account.id, keyId: key.id, kind: 'person', roles: role },
      }),
    );
    if (!(await this.accounts.createFirst(made, events))) return null;
    return Object.fromEntries(made.map(({ role, text }) => [role, text])) as Record<Role, string>;
  }
}
