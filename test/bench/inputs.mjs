// Answers for what the sections work on: an assessment open at all hours, a campaign of about 3 kB, contacts as CSV.

export const benchLia = {
  title: 'Bench',
  type: 'cold_outreach',
  controller: {
    name: 'Sender Ltd',
    postalAddress: '14 Harbour Row, Bristol BS1 4XX, United Kingdom',
    email: 'hello@sender.example',
    phone: '+441172345678',
    website: 'https://sender.example',
    dpo: { name: 'Noor Haddad', email: 'dpo@sender.example' },
    regulator: { name: "Information Commissioner's Office", url: 'https://ico.org.uk' },
  },
  interest: 'We want companies that could use practical training to learn that our courses exist.',
  interestHolder: 'own',
  purposeStatement: {
    en: 'We write to people who look after training at a company, to tell them once about our courses and ask whether they are of use.',
  },
  privacyPolicyUrl: 'https://sender.example/privacy',
  bounds: {
    channels: ['email'],
    dataFields: ['email', 'givenName', 'familyName', 'jobTitle', 'organisation'],
    sourceKinds: ['company_website'],
    countries: ['GB'],
    targetRoles: ['Head of *'],
    maxEmails: 3,
    maxCalls: 0,
    minGapDays: 0,
    retentionDays: 180,
    sendWindow: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' },
  },
  processors: [{ name: 'Relay', country: 'GB', purpose: 'hands our mail over' }],
  callerNumbers: [],
};

const paragraphs = [
  'we run two-day courses in which teams learn to use new tools in their own work, with their own documents.',
  'On the first day everybody brings a task that takes too long. On the second day the task is done together, and what was learned is written down so that it stays when we leave.',
  'Groups are small, at most eight people, and the people who teach have done the work themselves for years.',
];

export function benchCampaign(liaId, name, importId) {
  const text = `Good day {{givenName}},\n\n${paragraphs.join('\n\n')}\n\nWould that be of use at {{organisation}}?\n\n{{> notice}}\n\n{{> optOut}}\n`;
  const html = `<p>Good day {{givenName}},</p>${paragraphs.map((line) => `<p>${line}</p>`).join('')}<p>Would that be of use at {{organisation}}?</p>{{> notice}}{{> optOut}}`;
  return {
    name,
    liaId,
    audience: { filter: { importId } },
    steps: [{ channel: 'email', subject: 'Courses for {{givenName}} at {{organisation}}', text, html, delayDays: 0 }],
    sender: { name: 'Sam Sender', address: 'sam@sender.example' },
  };
}

const headings =
  'email,given_name,family_name,job_title,organisation,country,time_zone,language,subscriber_type,company_number,company_register,source_kind,source_url,source_captured_at,source_captured_by,source_visibility';

/** Lines of a contact file; `run` keeps the people of one file apart from those of another. */
export function* contactCsv(run, count) {
  const capturedAt = new Date(Date.now() - 86_400_000).toISOString();
  yield `${headings}\r\n`;
  for (let index = 0; index < count; index += 1) {
    const domain = `company-${index % 997}.example`;
    yield `person.${run}.${index}@${domain},Given${index},Family,Head of Learning,Company ${index % 997} Ltd,GB,Europe/London,en,corporate,0${1_000_000 + (index % 997)},companies-house,company_website,https://${domain}/team,${capturedAt},researcher,public\r\n`;
  }
}
