// Answers for reading a run's touches and audit log from outside, and for checking the log without the product's code.
import { createHash } from 'node:crypto';
import type { ApiClient, Clients } from './api-client.js';

export interface TouchRecord {
  readonly id: string;
  readonly contactId: string;
  readonly step: number;
  readonly state: string;
  readonly messageId?: string;
  readonly verdicts: readonly { readonly outcome: string; readonly reasons: readonly { readonly code: string }[] }[];
}

export interface LeafRecord {
  readonly number: number;
  readonly type: string;
  readonly leafHash: string;
  readonly leaf: Readonly<Record<string, unknown>>;
}

export interface CampaignRecord {
  readonly id: string;
  readonly state: string;
  readonly isPlanned: boolean;
  readonly counts: {
    readonly byState: Readonly<Record<string, number>>;
    readonly byReason: Readonly<Record<string, number>>;
  };
}

const pageSize = 200;

/** Every item of a list, page by page. */
export async function allItems<T>(client: ApiClient, path: string): Promise<T[]> {
  const items: T[] = [];
  const separator = path.includes('?') ? '&' : '?';
  for (let cursor: string | null = ''; cursor !== null;) {
    const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const target: string = `${path}${separator}limit=${String(pageSize)}${more}`;
    const { body } = await client.get<{ items: T[]; nextCursor: string | null }>(target);
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items;
}

export function allTouches(client: ApiClient, campaignId: string): Promise<TouchRecord[]> {
  return allItems(client, `/v1/campaigns/${campaignId}/touches`);
}

export async function allLeaves(client: ApiClient): Promise<LeafRecord[]> {
  const leaves: LeafRecord[] = [];
  for (;;) {
    const path = `/v1/audit/leaves?from=${String(leaves.length)}&limit=${String(pageSize)}`;
    const { items } = (await client.get<{ items: LeafRecord[] }>(path)).body;
    leaves.push(...items);
    if (items.length === 0) return leaves;
  }
}

/** All leaves of what was done before the call: where leaves are numbered later, it asks until they are. */
export async function numberedLeaves({ admin, auditor }: Pick<Clients, 'admin' | 'auditor'>): Promise<LeafRecord[]> {
  for (;;) {
    const { body } = await admin.get<{ details: { auditPendingLeaves: number } }>('/ready');
    if (body.details.auditPendingLeaves === 0) return allLeaves(auditor);
  }
}

/** Asks until the condition holds; each question is a request, and nothing waits by the clock. */
export async function untilCampaign(
  client: ApiClient,
  campaignId: string,
  isReached: (campaign: CampaignRecord) => boolean,
): Promise<CampaignRecord> {
  for (;;) {
    const { body } = await client.get<CampaignRecord>(`/v1/campaigns/${campaignId}`);
    if (isReached(body)) return body;
  }
}

/** RFC 8785 for what leaves hold: sorted names (by UTF-16 units, as JavaScript sorts), strings, whole numbers. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, of]) => `${JSON.stringify(name)}:${canonical(of)}`).join(',')}}`;
}

/** @returns what is wrong with the log: gaps, doubled leaves, hashes that do not fit (RFC 6962, 2.1). */
export function logProblems(leaves: readonly LeafRecord[]): string[] {
  const ids = new Set<unknown>();
  return leaves.flatMap(({ number, leafHash, leaf }, index) => {
    const expected = createHash('sha256').update('\0').update(canonical(leaf)).digest('hex');
    const isDoubled = ids.has(leaf['id']);
    ids.add(leaf['id']);
    return [
      ...(number === index ? [] : [`leaf ${String(index)} has the number ${String(number)}`]),
      ...(leafHash === expected ? [] : [`leaf ${String(number)} has another hash`]),
      ...(isDoubled ? [`leaf ${String(number)} is there twice`] : []),
    ];
  });
}

/** The root of the tree over the leaves' hashes (RFC 6962, 2.1), hex. */
export function rootOf(leaves: readonly LeafRecord[]): string {
  return treeHash(leaves.map(({ leafHash }) => Buffer.from(leafHash, 'hex'))).toString('hex');
}

function treeHash(hashes: readonly Buffer[]): Buffer {
  const [first] = hashes;
  if (first === undefined) return createHash('sha256').digest();
  if (hashes.length === 1) return first;
  let half = 1;
  while (half * 2 < hashes.length) half *= 2;
  const [left, right] = [treeHash(hashes.slice(0, half)), treeHash(hashes.slice(half))];
  return createHash('sha256').update('\x01').update(left).update(right).digest();
}
