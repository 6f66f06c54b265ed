// Answers for whether the audit log fits itself: numbers without gaps, and every leaf as it was hashed.
import { leafHash } from '../merkle/leaf-hash.js';
import type { AuditLog, LogEntry } from '../ports/audit-log.port.js';
import type { Finding } from './finding.js';

const batchSize = 1_000;

function isSound(entry: LogEntry, expectedNumber: number): boolean {
  const hash = leafHash(Buffer.from(entry.leafJson, 'utf8')).toString('hex');
  return entry.number === expectedNumber && hash === entry.leafHash;
}

export async function checkAuditLog(log: AuditLog): Promise<Finding> {
  let number = 0;
  for (let batch = await log.read(0, batchSize); batch.length > 0; batch = await log.read(number, batchSize)) {
    for (const entry of batch) {
      if (!isSound(entry, number))
        return { check: 'audit log', isOk: false, message: `leaf ${number} is not as it was` };
      number += 1;
    }
  }
  const size = await log.size();
  const message = `${number} of ${size} leaves are as they were written`;
  return { check: 'audit log', isOk: number === size, message };
}
