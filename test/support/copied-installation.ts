// Answers for an installation with some of everything, as the tests of copying and of backups begin with it: what was sent,
// who objected, who was erased, who is two rows of one person, and an upload that waits.
import type { ApiClient, Clients } from './api-client.js';
import { approvedLia, campaignDraft, contactCells, contactsCsv, importContacts } from './campaign-inputs.js';
import type { Installation } from './installation.js';
import { oneClick, optOutUrl } from './raw-mail.js';
import { allItems, allTouches, untilCampaign } from './run-records.js';

const peopleCount = 30;
export const emailOf = (number: number): string => contactCells(number)['email'] ?? '';

/** Who is what; the others were written to. */
export const [optedOut, erased, movedTo, movedFrom] = [emailOf(1), emailOf(2), 'earlier@company-3.example', emailOf(3)];

export interface Told {
  readonly liaId: string;
  readonly campaignId: string;
  readonly contactIds: readonly string[];
  readonly importId: string;
  /** Content of the mail whose link was used. */
  readonly optOutUrl: string;
}

interface Item {
  readonly id: string;
}

async function findOne(client: ApiClient, email: string): Promise<string> {
  const { body } = await client.post<{ items: Item[] }>('/v1/contacts/search', { email });
  return body.items[0]?.id ?? '';
}

async function send({ clients, sink }: Installation, liaId: string): Promise<{ campaignId: string; url: string }> {
  const { body } = await clients.sales.post<Item>('/v1/campaigns', campaignDraft(liaId));
  await clients.sales.post(`/v1/campaigns/${body.id}/launch`);
  await untilCampaign(clients.sales, body.id, ({ state }) => state === 'finished');
  const mail = sink.accepted.find(({ to }) => to.includes(optedOut));
  return { campaignId: body.id, url: optOutUrl(mail?.content ?? '') };
}

/** The new address is that of somebody who objected: two rows become one person. */
async function mergeTwo({ sales, dpo }: Clients): Promise<void> {
  await dpo.post('/v1/suppressions', { email: movedTo, scope: 'address', cause: 'objection' });
  const id = await findOne(sales, movedFrom);
  const body = JSON.stringify({ email: movedTo });
  await sales.send('PATCH', `/v1/contacts/${id}`, { body, headers: { 'content-type': 'application/json' } });
  const merged = await dpo.post<{ isInConflict: boolean }>(`/v1/contacts/${id}/merge`);
  if (merged.status !== 200 || merged.body.isInConflict) throw new Error(`not merged: ${String(merged.status)}`);
}

export async function tellOfEverything(run: Installation): Promise<Told> {
  const { clients } = run;
  const liaId = await approvedLia(clients);
  const cells = Array.from({ length: peopleCount }, (_, number) => contactCells(number + 1));
  const strange = contactCells(90, { country: 'DE', time_zone: 'Europe/Berlin', language: 'de' });
  const csv = contactsCsv([...cells, strange, contactCells(91, { email: 'no address' })]);
  const { id: importId } = await importContacts(clients, liaId, csv);
  const { campaignId, url } = await send(run, liaId);
  await oneClick(url);
  await clients.sales.send('DELETE', `/v1/contacts/${await findOne(clients.sales, erased)}`, {});
  await mergeTwo(clients);
  await clients.dpo.post('/v1/suppressions', { domain: 'closed.example', scope: 'domain', cause: 'manual' });
  const headers = { 'idempotency-key': 'kept-1' };
  await clients.sales.post('/v1/campaigns', campaignDraft(liaId, { name: 'Kept' }), headers);
  const contacts = await allItems<Item>(clients.sales, '/v1/contacts');
  return { liaId, campaignId, importId, optOutUrl: url, contactIds: contacts.map(({ id }) => id) };
}

/** Every answer that an installation gives about what it holds, by path. */
export async function everyAnswer(
  clients: Clients,
  { liaId, campaignId, importId, contactIds }: Told,
): Promise<Readonly<Record<string, unknown>>> {
  const single = [
    `/v1/lias/${liaId}`,
    `/v1/lias/${liaId}/versions`,
    `/v1/campaigns/${campaignId}`,
    `/v1/contacts/imports/${importId}`,
    `/v1/contacts/imports/${importId}/rejects`,
    ...contactIds.map((id) => `/v1/contacts/${id}`),
  ];
  const lists = ['/v1/lias', '/v1/campaigns', '/v1/suppressions', '/v1/accounts', '/v1/contacts?state=erased'];
  const answers: Record<string, unknown> = { touches: await allTouches(clients.sales, campaignId) };
  for (const path of single) {
    const { status, body } = await clients.auditor.get(path);
    if (status !== 200) throw new Error(`${path} answers ${String(status)}`);
    answers[path] = body;
  }
  for (const path of lists) answers[path] = await allItems(clients.auditor, path);
  return answers;
}
