// Answers for the options of the bench; the defaults take about ten minutes on two cores, four without `mongo` and `cluster`.

const described = {
  only: ['string', undefined, 'sections, by comma'],
  json: ['boolean', false, 'nothing but JSON'],
  rounds: ['string', '5', 'measured rounds of send, claims and decision, after one that warms up'],
  messages: ['string', '4000', 'send: messages a round'],
  connections: ['string', '20', 'send: SMTP connections of either side'],
  claims: ['string', '4000', 'claims: claims a round'],
  'ledger-rows': ['string', '10000,1000000', 'claims: sizes of the ledger'],
  'import-rows': ['string', '100000', 'import: rows of the file'],
  'cluster-rounds': ['string', '2', 'cluster: measured rounds with each number of workers'],
  'cluster-messages': ['string', '2000', 'cluster: messages a round'],
  seconds: ['string', '2', 'decision: length of a round'],
  tmp: ['string', undefined, "where data is kept meanwhile; without it the system's temporary folder"],
  dist: ['string', undefined, 'the built service; without it ./dist'],
  profile: ['string', undefined, "folder for CPU profiles of the service's side"],
  help: ['boolean', false, 'this list'],
};

export const optionTable = Object.fromEntries(
  Object.entries(described).map(([name, [type, value]]) => [
    name,
    { type, ...(value === undefined ? {} : { default: value }) },
  ]),
);

/** The numbers among the options. */
export function optionOf(values) {
  const number = (name) => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number above 0`);
    return value;
  };
  return {
    rounds: number('rounds'),
    messages: number('messages'),
    connections: number('connections'),
    claims: number('claims'),
    ledgerRows: values['ledger-rows'].split(',').map(Number),
    importRows: number('import-rows'),
    clusterRounds: number('cluster-rounds'),
    clusterMessages: number('cluster-messages'),
    seconds: number('seconds'),
  };
}

export function usage(sections) {
  const lines = Object.entries(described).map(([name, [, value, text]]) => {
    return `  --${name.padEnd(16)}  ${text}${typeof value === 'string' ? ` (${value})` : ''}`;
  });
  return `npm run bench -- [options]\nSections: ${sections.join(', ')}\n${lines.join('\n')}\n`;
}
