// Answers for an assessment, a campaign and contacts that the gate allows at any hour, for tests to vary.
import { stringify } from 'csv-stringify/sync';
import type { Clients } from './api-client.js';

const day = 86_400_000;

export function liaDraft(bounds: Record<string, unknown> = {}) {
  return {
    title: 'First contact with companies',
    type: 'cold_outreach',
    controller: {
      name: 'Sample Sender Ltd',
      postalAddress: '1 Test Street, Bristol BS1 1AA, United Kingdom',
      email: 'hello@sender.example',
      phone: '+441172345678',
      website: 'https://sender.example',
      dpo: { name: 'Dana Officer', email: 'dpo@sender.example' },
      regulator: { name: 'ICO', url: 'https://ico.org.uk' },
    },
    interest: 'We want companies to learn that our courses exist, so that their staff can become better at their work.',
    interestHolder: 'own',
    purposeStatement: {
      en: 'We write to people in charge of training to tell them about our courses.',
      de: 'Wir schreiben Menschen, die für Weiterbildung zuständig sind, um unsere Kurse vorzustellen.',
      fr: 'Nous écrivons aux personnes chargées de la formation pour présenter nos cours.',
    },
    privacyPolicyUrl: 'https://sender.example/privacy',
    bounds: {
      channels: ['email', 'call'],
      dataFields: ['email', 'phone', 'givenName', 'familyName', 'jobTitle', 'organisation'],
      sourceKinds: ['company_website'],
      countries: ['GB', 'IE', 'FR', 'DE', 'US'],
      targetRoles: [],
      maxEmails: 2,
      maxCalls: 1,
      minGapDays: 0,
      callAfterEmailDays: 0,
      retentionDays: 365,
      sendWindow: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' },
      ...bounds,
    },
    processors: [{ name: 'Relay', country: 'GB', purpose: 'mail' }],
    callerNumbers: ['+441172345678'],
  };
}

/** Drafts, submits and has approved by a second person. @param more parts of the draft. @returns the id. */
export async function approvedLia(
  { dpo, secondDpo }: Clients,
  bounds: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
): Promise<string> {
  const { body } = await dpo.post<{ id: string }>('/v1/lias', { ...liaDraft(bounds), ...more });
  await dpo.post(`/v1/lias/${body.id}/submit`);
  const nextReviewOn = new Date(Date.now() + 200 * day).toISOString().slice(0, 10);
  const approved = await secondDpo.post<{ state: string }>(`/v1/lias/${body.id}/approve`, { nextReviewOn });
  if (approved.body.state !== 'in_force') throw new Error(`not in force: ${JSON.stringify(approved.body)}`);
  return body.id;
}

export type ContactCells = Readonly<Record<string, string>>;

/** One British company contact who may be written to. */
export function contactCells(number: number, more: ContactCells = {}): ContactCells {
  const domain = `company-${String(number)}.example`;
  return {
    email: `person.${String(number)}@${domain}`,
    given_name: 'Pat',
    family_name: `Person${String(number)}`,
    job_title: 'Head of Learning',
    organisation: `Company ${String(number)} Ltd`,
    country: 'GB',
    time_zone: 'Europe/London',
    language: 'en',
    subscriber_type: 'corporate',
    company_number: String(10_000_000 + number),
    company_register: 'Companies House',
    source_kind: 'company_website',
    source_url: `https://${domain}/team`,
    source_captured_at: new Date(Date.now() - 2 * day).toISOString(),
    source_captured_by: 'researcher',
    source_visibility: 'public',
    source_published_by: 'employer',
    source_no_solicitation: 'false',
    ...more,
  };
}

export function contactsCsv(rows: readonly ContactCells[]): string {
  return stringify([...rows], { header: true });
}

/** Uploads, polls until it is finished. @returns the import as it ended. */
export async function importContacts({ sales }: Clients, liaId: string, csv: string) {
  interface Progress {
    readonly id: string;
    readonly state: string;
    readonly read: number;
    readonly created: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly rejected: number;
    readonly droppedFields: readonly string[];
  }
  const accepted = await sales.postCsv<{ id: string }>(`/v1/contacts/imports?liaId=${liaId}`, csv);
  if (accepted.status !== 202) throw new Error(`import refused: ${JSON.stringify(accepted.body)}`);
  for (;;) {
    const { body } = await sales.get<Progress>(`/v1/contacts/imports/${accepted.body.id}`);
    if (body.state === 'finished' || body.state === 'failed') return body;
  }
}

export function campaignDraft(liaId: string, more: Record<string, unknown> = {}) {
  return {
    name: 'Courses',
    liaId,
    audience: { filter: {} },
    steps: [
      {
        channel: 'email',
        subject: 'Courses for {{organisation}}',
        text: 'Good day {{givenName}},\n\nwe run courses.\n\n{{> notice}}\n\n{{> optOut}}\n',
        html: '<p>Good day {{givenName}},</p><p>we run courses.</p>{{> notice}}{{> optOut}}',
        delayDays: 0,
      },
    ],
    sender: { name: 'Sample Sender', address: 'hello@sender.example' },
    ...more,
  };
}
