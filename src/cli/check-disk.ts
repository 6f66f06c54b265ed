// Answers for whether the disk has room: a full disk stops every write, and so all sending.
import { statfs } from 'node:fs/promises';
import type { Finding } from './finding.js';

const mebibyte = 1024 * 1024;
const leastFreeMebibytes = 500;

export async function checkDisk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = Math.floor((bavail * bsize) / mebibyte);
  return { check: 'disk', isOk: free >= leastFreeMebibytes, message: `${free} MiB are free` };
}
