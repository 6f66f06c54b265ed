// Answers for the key file belonging to the data: under other keys every opt-out would be copied and never met again.
import type { CopiedRecords, StoreCopySource } from '../ports/store-copy.port.js';
import { emailKeys, type VersionedKey } from '../shared/address-keys.js';
import { parseEmail } from '../shared/canonical-email.js';
import { StartRefusal } from '../shared/errors.js';

const sampleSize = 100;

/** True also where nothing can be told: an erased contact, or one whose address would be refused today. */
function mayBelong({ fields, emailKey }: CopiedRecords['contact'], keys: readonly VersionedKey[]): boolean {
  const email = fields === null ? null : parseEmail(fields.email);
  if (email === null || emailKey === null) return true;
  const { current, older } = emailKeys(keys, email.canonical);
  return [current, ...older].includes(emailKey);
}

/** @throws StartRefusal where the addresses of the first contacts have other digests under these keys. */
export async function checkKeys(source: StoreCopySource, keys: readonly VersionedKey[]): Promise<void> {
  const { records } = await source.read('contact', null, sampleSize);
  if (records.every((contact) => mayBelong(contact, keys))) return;
  throw new StartRefusal('the key file is not the one that this data was made with. Restore it');
}
