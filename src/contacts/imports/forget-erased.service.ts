// Answers for the list of refused lines keeping nothing of people who had their data erased (P7).
import { Injectable } from '@nestjs/common';
import { ContactStore } from '../../ports/contact-store.port.js';
import type { ImportReject } from '../../ports/import-store.port.js';
import { KeyRing } from '../../ports/key-ring.port.js';
import { TouchLedger } from '../../ports/touch-ledger.port.js';
import { emailKeys } from '../../shared/address-keys.js';
import { parseEmail, type CanonicalEmail } from '../../shared/canonical-email.js';

@Injectable()
export class ForgetErasedService {
  constructor(
    private readonly contacts: ContactStore,
    private readonly ledger: TouchLedger,
    private readonly keyRing: KeyRing,
  ) {}

  /** A line may be refused for something else before anybody asks whose it is. @returns the same refusals in the same order. */
  async forget(rejects: readonly ImportReject[]): Promise<readonly ImportReject[]> {
    return Promise.all(
      rejects.map(async (reject) => ((await this.namesErased(reject.record)) ? { ...reject, record: '' } : reject)),
    );
  }

  private async namesErased(record: string): Promise<boolean> {
    for (const email of addressesIn(record)) {
      const person = await this.ledger.findPerson(emailKeys(this.keyRing.addressKeys, email));
      if (person !== null && (await this.contacts.wasErased(person.id))) return true;
    }
    return false;
  }
}

function addressesIn(record: string): CanonicalEmail[] {
  const words = record.split(/[\s,;"'<>()[\]:]+/).filter((word) => word.includes('@'));
  return words.flatMap((word) => parseEmail(word)?.canonical ?? []);
}
