// Answers for the addresses in a refused line of an import, so that an erasure finds the line again.
import { parseEmail } from './canonical-email.js';
import { sha256Hex } from './canonical-json.js';
import { parsePhone } from './canonical-phone.js';

const international = /^(\+|00)[\d\s().-]{6,30}$/;

function keyOf(cell: string): string | null {
  if (cell.includes('@')) {
    const email = parseEmail(cell);
    return email === null ? null : `email:${email.canonical}`;
  }
  const phone = international.test(cell) ? parsePhone(cell) : null;
  return phone === null ? null : `phone:${phone.phone}`;
}

/** Digests of the canonical email addresses and international phone numbers in the record, each once. */
export function rejectKeys(record: string): string[] {
  const cells = record.split(/[,;\t\r\n"]/).map((cell) => cell.trim());
  const words = cells.filter((cell) => cell.includes('@')).flatMap((cell) => cell.split(/[\s<>()[\]:]+/));
  const keys = [...cells, ...words].map(keyOf).filter((key) => key !== null);
  return [...new Set(keys)].map((key) => sha256Hex(key));
}
