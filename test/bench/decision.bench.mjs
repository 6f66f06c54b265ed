// Answers for section `decision`: `POST /v1/decisions` with key, validation and gate against a bare Nest route.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { median } from './measures.mjs';
import { Worker } from './workers.mjs';

const connections = 20;

async function load(port, { key, requests, seconds }) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    requests: requests.map((body) => ({ method: 'POST', path: '/v1/decisions', headers, body: JSON.stringify(body) })),
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`);
  return { perSecond: result['2xx'] / result.duration, p99: result.latency.p99 };
}

export async function benchDecision({ dist, tmp, rounds, seconds, profile, say }) {
  const folder = mkdtempSync(join(tmp, 'fairknock-bench-decision-'));
  const execArgv = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const service = new Worker('./decision-fairknock.mjs', [dist, folder], execArgv);
  const bare = new Worker('./bare-nest.mjs');
  try {
    const [ours, theirs] = await Promise.all([service.ready(), bare.ready()]);
    const { key, campaignId, contactIds } = ours;
    const requests = contactIds.map((contactId) => ({ channel: 'email', contactId, campaignId }));
    const runs = [];
    for (let round = 0; round <= rounds; round += 1) {
      say(`decision: round ${round} of ${rounds}`);
      const order = { key, requests, seconds };
      runs.push({ ours: await load(ours.port, order), bare: await load(theirs.port, order) });
    }
    return [summary(runs.slice(1))];
  } finally {
    await Promise.all([service.stop(), bare.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function summary(runs) {
  const of = (side, what) => median(runs.map((run) => run[side][what]));
  return {
    name: `POST /v1/decisions (${connections} connections)`,
    unit: 'requests/s',
    ours: Math.round(of('ours', 'perSecond')),
    bare: Math.round(of('bare', 'perSecond')),
    ratio: median(runs.map((run) => run.ours.perSecond / run.bare.perSecond)),
    target: null,
    details: { rounds: runs.length, p99Ms: { ours: of('ours', 'p99'), bare: of('bare', 'p99') } },
  };
}
