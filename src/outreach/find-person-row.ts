// Answers for finding the ledger row that counts for a person: mergers are followed to their end (R22).
import type { PersonRow, TouchLedger } from '../ports/touch-ledger.port.js';
import type { RowId } from '../shared/ids.js';

// Mergers always point from the larger id to the smaller, so a chain ends; the bound is for a row that lies.
const maxMergers = 50;

/** @returns null where there is no such row, or the chain has no end: then nothing may be sent. */
export async function findPersonRow(ledger: TouchLedger, rowId: RowId): Promise<PersonRow | null> {
  let row = await ledger.readPerson(rowId);
  for (let hops = 0; row !== null && row.mergedInto !== null; hops += 1) {
    row = hops < maxMergers ? await ledger.readPerson(row.mergedInto) : null;
  }
  return row;
}
