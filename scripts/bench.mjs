// Answers for `npm run bench`: ratios against bare baselines of the same run; a table for people, JSON for machines.
import { existsSync, mkdirSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchClaims } from '../test/bench/claims.bench.mjs';
import { benchCluster } from '../test/bench/cluster.bench.mjs';
import { benchDecision } from '../test/bench/decision.bench.mjs';
import { benchImport } from '../test/bench/import.bench.mjs';
import { measureFlush } from '../test/bench/measures.mjs';
import { benchMongo } from '../test/bench/mongo.bench.mjs';
import { optionOf, optionTable, usage } from '../test/bench/options.mjs';
import { tableOf } from '../test/bench/report.mjs';
import { benchSend } from '../test/bench/send.bench.mjs';

const sections = {
  send: benchSend,
  claims: benchClaims,
  import: benchImport,
  decision: benchDecision,
  mongo: benchMongo,
  cluster: benchCluster,
};
const root = dirname(dirname(fileURLToPath(import.meta.url)));

function readOptions() {
  const { values } = parseArgs({ options: optionTable });
  const only = (values.only ?? Object.keys(sections).join()).split(',');
  const unknown = only.filter((name) => !(name in sections));
  if (unknown.length > 0) throw new Error(`no such section: ${unknown.join()}`);
  const dist = resolve(values.dist ?? join(root, 'dist'));
  if (!existsSync(join(dist, 'app.module.js'))) throw new Error(`nothing is built in ${dist}: run \`npm run build\``);
  const profile = values.profile === undefined ? null : resolve(values.profile);
  if (profile !== null) mkdirSync(profile, { recursive: true });
  return {
    ...optionOf(values),
    only,
    dist,
    profile,
    tmp: values.tmp ?? tmpdir(),
    isJson: values.json,
    help: values.help,
  };
}

async function run(options) {
  const say = (line) => {
    if (!options.isJson) process.stderr.write(`${line}\n`);
  };
  const rows = [];
  for (const name of options.only) {
    for (const row of await sections[name]({ ...options, say })) rows.push({ section: name, ...row });
  }
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  const flushMs = measureFlush(options.tmp);
  say(
    `\n${tableOf(rows)}\n\nOne flush (fdatasync) takes ${flushMs.p50.toFixed(3)} ms here (p99 ${flushMs.p99.toFixed(3)} ms).`,
  );
  process.stdout.write(`${JSON.stringify({ ...machine, flushMs, rows }, null, 2)}\n`);
}

// Servers and processes that were started end with this one, however it ends.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

try {
  const options = readOptions();
  if (options.help) process.stdout.write(usage(Object.keys(sections)));
  else await run(options);
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
