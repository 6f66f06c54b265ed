// Answers for the assessment of the demo: a made-up training company that writes to companies about AI courses.

/** Body of `POST /v1/lias`. The window is open all week, so that the demo runs at any hour; a real one would not be. */
export const sampleLia = {
  title: 'First contact with companies about AI courses',
  type: 'cold_outreach',
  controller: {
    name: 'Lantern Courses Ltd',
    postalAddress: '14 Harbour Row, Bristol BS1 4XX, United Kingdom',
    email: 'hello@lantern-courses.example',
    phone: '+441172345678',
    website: 'https://lantern-courses.example',
    dpo: { name: 'Noor Haddad', email: 'dpo@lantern-courses.example' },
    regulator: { name: "Information Commissioner's Office", url: 'https://ico.org.uk' },
  },
  interest:
    'We want companies that could use practical AI training to learn that our courses exist, so that their staff can work with these tools competently.',
  interestHolder: 'own',
  purposeStatement: {
    en: 'We write to people who look after training or technology at a company, to tell them once about our practical AI courses and ask whether they are of use.',
    de: 'Wir schreiben Menschen, die in einem Unternehmen für Weiterbildung oder Technik zuständig sind, um ihnen unsere praktischen KI-Kurse vorzustellen und zu fragen, ob sie nützlich sind.',
    fr: 'Nous écrivons aux personnes chargées de la formation ou de la technique dans une entreprise, pour leur présenter nos cours pratiques sur l’IA et leur demander s’ils leur seraient utiles.',
    es: 'Escribimos a las personas que se ocupan de la formación o la tecnología en una empresa para presentarles nuestros cursos prácticos de IA y preguntarles si les son útiles.',
    sv: 'Vi skriver till personer som ansvarar för utbildning eller teknik på ett företag för att berätta om våra praktiska AI-kurser och fråga om de är till nytta.',
  },
  privacyPolicyUrl: 'https://lantern-courses.example/privacy',
  bounds: {
    channels: ['email', 'call'],
    dataFields: ['email', 'phone', 'givenName', 'familyName', 'jobTitle', 'organisation'],
    sourceKinds: ['company_website', 'linkedin_public', 'public_register', 'event_page'],
    countries: ['GB', 'IE', 'FR', 'SE', 'FI', 'BE', 'DE', 'AT', 'NL', 'DK', 'ES', 'IT', 'US', 'CA', 'AU', 'NZ'],
    targetRoles: ['Head of *', '*Learning*', '*Training*', '*Technology*', 'CTO', 'HR *', 'People *', 'Office'],
    maxEmails: 2,
    maxCalls: 1,
    minGapDays: 0,
    callAfterEmailDays: 0,
    retentionDays: 180,
    sendWindow: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' },
  },
  processors: [{ name: 'Demo relay', country: 'GB', purpose: 'hands our mail over' }],
  callerNumbers: ['+441172345678'],
};

/** Body of `POST /v1/campaigns`, without the assessment's id and the audience. */
export const sampleCampaign = {
  name: 'AI courses, autumn',
  steps: [
    {
      channel: 'email',
      subject: 'Practical AI courses for {{organisation}}',
      text: 'Good day{{#if givenName}} {{givenName}}{{/if}},\n\nwe run two-day courses in which teams learn to use AI tools in their own work, with their own documents.\n\nWould that be of use at {{organisation}}? A short answer is enough.\n\n{{> notice}}\n\n{{> optOut}}\n',
      html: '<p>Good day{{#if givenName}} {{givenName}}{{/if}},</p><p>we run two-day courses in which teams learn to use AI tools in their own work, with their own documents.</p><p>Would that be of use at {{organisation}}? A short answer is enough.</p>{{> notice}}{{> optOut}}',
      delayDays: 0,
    },
    {
      channel: 'email',
      subject: 'The course plan for {{organisation}}',
      text: 'Good day{{#if givenName}} {{givenName}}{{/if}},\n\nhere is what a course looks like: day one, the tools and their limits; day two, your own work.\n\n{{> optOut}}\n',
      html: '<p>Good day{{#if givenName}} {{givenName}}{{/if}},</p><p>here is what a course looks like: day one, the tools and their limits; day two, your own work.</p>{{> optOut}}',
      delayDays: 0,
    },
  ],
  sender: { name: 'Lantern Courses', address: 'hello@lantern-courses.example' },
};
