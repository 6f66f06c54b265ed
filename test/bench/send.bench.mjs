// Answers for section `send`: a campaign through gate, audit log and durable ledger against nodemailer that only sends.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { measureFlush, median } from './measures.mjs';
import { startPostfixSink, startSink, Worker } from './workers.mjs';

/** Runs alternate, so that what else the machine does meets both sides; the first round of each warms up. */
export async function benchSend(options) {
  const rows = [];
  for (const start of [startSink, startPostfixSink]) {
    const sink = await start();
    if (sink === null) continue;
    try {
      rows.push(await compare(sink, options));
    } finally {
      await sink.stop();
    }
  }
  return rows;
}

async function compare(sink, { dist, tmp, messages, rounds, connections, profile, say }) {
  const folder = mkdtempSync(join(tmp, 'fairknock-bench-send-'));
  const args = [dist, folder, String(sink.port), String(connections)];
  const execArgv = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const service = new Worker('./send-fairknock.mjs', args, execArgv);
  const bare = new Worker('./send-nodemailer.mjs', [String(sink.port), String(connections)]);
  try {
    await Promise.all([service.ready(), bare.ready()]);
    const runs = [];
    for (let run = 0; run <= rounds; run += 1) {
      say(`send, ${sink.name}: round ${run} of ${rounds}`);
      const { campaignId } = await service.ask({ order: 'prepare', run, messages });
      const sample = await service.ask({ order: 'sample', campaignId });
      const sides = [
        async () => ({ ours: await service.ask({ order: 'send', campaignId, messages }) }),
        async () => ({ bare: await bare.ask({ sample, run, messages }) }),
      ];
      // Who goes first changes from round to round.
      if (run % 2 === 1) sides.reverse();
      runs.push(Object.assign(await sides[0](), await sides[1]()));
    }
    return summary(sink, { folder, messages, connections, runs: runs.slice(1) });
  } finally {
    await Promise.all([service.stop(), bare.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function summary(sink, { folder, messages, connections, runs }) {
  const perSecond = (side) => Math.round(messages / median(runs.map((run) => run[side].seconds)));
  const microsEach = (side) => Math.round(median(runs.map((run) => run[side].cpuMicros)) / messages);
  const ratios = runs.map(({ ours, bare }) => bare.seconds / ours.seconds);
  return {
    name: `campaign send (${sink.name}, ${connections} connections)`,
    unit: 'messages/s',
    ours: perSecond('ours'),
    bare: perSecond('bare'),
    ratio: median(ratios),
    target: 1,
    details: {
      messages,
      rounds: runs.length,
      ratios: ratios.map((ratio) => Number(ratio.toFixed(2))),
      cpuMicrosPerMessage: { ours: microsEach('ours'), bare: microsEach('bare') },
      flushMs: measureFlush(folder),
    },
  };
}
