// Answers for the contacts of the demo: made-up people in 16 countries who show what the gate allows, holds and blocks.
import { stringify } from 'csv-stringify/sync';
import { dayMs, plusMs, toIso, type Instant } from '../shared/instant.js';

interface Place {
  readonly country: string;
  readonly timeZone: string;
  readonly language: string;
  readonly domain: string;
  readonly organisation: string;
}

const places: readonly Place[] = [
  ['GB', 'Europe/London', 'en', 'brightmill.example', 'Brightmill Ltd'],
  ['IE', 'Europe/Dublin', 'en', 'corrib-foods.example', 'Corrib Foods Ltd'],
  ['FR', 'Europe/Paris', 'fr', 'atelier-rhone.example', 'Atelier Rhône SAS'],
  ['SE', 'Europe/Stockholm', 'sv', 'norrvik.example', 'Norrvik AB'],
  ['FI', 'Europe/Helsinki', 'en', 'lumi-tehdas.example', 'Lumitehdas Oy'],
  ['BE', 'Europe/Brussels', 'fr', 'lindeboom.example', 'Lindeboom NV'],
  ['DE', 'Europe/Berlin', 'de', 'werkhof.example', 'Werkhof GmbH'],
  ['AT', 'Europe/Vienna', 'de', 'almtal.example', 'Almtal GmbH'],
  ['NL', 'Europe/Amsterdam', 'en', 'zilverhaven.example', 'Zilverhaven BV'],
  ['DK', 'Europe/Copenhagen', 'en', 'kystbyg.example', 'Kystbyg A/S'],
  ['ES', 'Europe/Madrid', 'es', 'olivares.example', 'Olivares SL'],
  ['IT', 'Europe/Rome', 'en', 'ponteverde.example', 'Ponteverde Srl'],
  ['US', 'America/Chicago', 'en', 'prairie-tools.example', 'Prairie Tools Inc'],
  ['CA', 'America/Toronto', 'en', 'maplebyte.example', 'Maplebyte Inc'],
  ['AU', 'Australia/Sydney', 'en', 'redgum.example', 'Redgum Pty Ltd'],
  ['NZ', 'Pacific/Auckland', 'en', 'kauri-works.example', 'Kauri Works Ltd'],
].map(([country, timeZone, language, domain, organisation]) => ({
  country: country ?? '',
  timeZone: timeZone ?? '',
  language: language ?? '',
  domain: domain ?? '',
  organisation: organisation ?? '',
}));

/** Four mailboxes a company. */
const people: readonly {
  local: string;
  given: string;
  family: string;
  title: string;
}[] = [
  { local: 'a.archer', given: 'Alex', family: 'Archer', title: 'Head of Learning' },
  { local: 'b.birch', given: 'Bente', family: 'Birch', title: 'CTO' },
  { local: 'c.cedar', given: 'Chris', family: 'Cedar', title: 'Accountant' },
  { local: 'info', given: '', family: '', title: 'Office' },
];

/** A contact whose source nobody noted: kept in quarantine. */
const noSource = {
  source_kind: '',
  source_url: '',
  source_captured_at: '',
  source_captured_by: '',
  source_visibility: '',
  source_published_by: '',
  source_no_solicitation: '',
  source_evidence_sha256: '',
};

/** Single cells that differ, by country and mailbox: each shows one more reason. */
const oddities: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'GB/b.birch': { subscriber_type: 'individual', company_number: '', company_register: '' },
  'GB/info': noSource,
  'IE/b.birch': { source_visibility: 'login_only', source_kind: 'linkedin_public' },
  'FR/b.birch': { source_no_solicitation: 'true' },
  'SE/b.birch': { source_captured_at: '45 days ago' },
  'US/b.birch': { source_kind: 'referral' },
};

const evidence = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** The contacts as a CSV file with the headings of the import; captured some days before `now`. */
export function sampleContactsCsv(now: Instant): string {
  const rows = places.flatMap((place) => people.map((person) => row(place, person, now)));
  return stringify(rows, { header: true });
}

function row(place: Place, person: (typeof people)[number], now: Instant): Record<string, string> {
  const odd = oddities[`${place.country}/${person.local}`] ?? {};
  const daysAgo = odd.source_captured_at === '45 days ago' ? 45 : 5;
  const capturedAt = toIso(plusMs(now, -daysAgo * dayMs));
  const cells = {
    email: `${person.local}@${place.domain}`,
    given_name: person.given,
    family_name: person.family,
    job_title: person.title,
    organisation: place.organisation,
    country: place.country,
    time_zone: place.timeZone,
    language: place.language,
    subscriber_type: 'corporate',
    company_number: `${place.country}-204816`,
    company_register: 'national company register',
    source_kind: 'company_website',
    source_url: `https://${place.domain}/team`,
    source_captured_at: capturedAt,
    source_captured_by: 'demo researcher',
    source_visibility: 'public',
    source_published_by: 'employer',
    source_no_solicitation: 'false',
    source_evidence_sha256: evidence,
  };
  return { ...cells, ...odd, source_captured_at: odd.source_captured_at === '' ? '' : capturedAt };
}
