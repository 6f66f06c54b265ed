// Answers for `npm run bench`: ratios against bare baselines of the same run; a table for people, JSON for machines.
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchClaims } from '../test/bench/claims.bench.mjs';
import { benchSend } from '../test/bench/send.bench.mjs';
import { tableOf } from '../test/bench/report.mjs';

const sections = { send: benchSend, claims: benchClaims };
const root = dirname(dirname(fileURLToPath(import.meta.url)));

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: Object.keys(sections).join(',') },
    messages: { type: 'string', default: '4000' },
    rounds: { type: 'string', default: '5' },
    claims: { type: 'string', default: '4000' },
    'ledger-rows': { type: 'string', default: '10000,1000000' },
    connections: { type: 'string', default: '10' },
    tmp: { type: 'string', default: tmpdir() },
    dist: { type: 'string', default: join(root, 'dist') },
    profile: { type: 'string' },
  },
});

const say = (line) => {
  if (!values.json) process.stderr.write(`${line}\n`);
};
if (values.profile !== undefined) mkdirSync(values.profile, { recursive: true });
const options = {
  dist: values.dist,
  tmp: values.tmp,
  messages: Number(values.messages),
  rounds: Number(values.rounds),
  claims: Number(values.claims),
  ledgerRows: values['ledger-rows'].split(',').map(Number),
  connections: Number(values.connections),
  profile: values.profile ?? null,
  say,
};

const rows = [];
for (const name of values.only.split(',')) {
  for (const row of await sections[name](options)) rows.push({ section: name, ...row });
}
say(tableOf(rows));
process.stdout.write(`${JSON.stringify({ node: process.version, rows }, null, 2)}\n`);
