// Answers for section `cluster`: a campaign through 1 and 2 worker processes on MongoDB and Redis, against bare nodemailer and against SQLite.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startMongo, startRedis } from './engines.mjs';
import { benchCampaign, contactCsv } from './inputs.mjs';
import { measureFlush, median } from './measures.mjs';
import { approvedLia, cpuMicrosOf, importCsv, startProcesses } from './processes.mjs';
import { startSink, Worker } from './workers.mjs';

/** In each round all three sides send, one after the other; a first round of each number of workers warms up. */
export async function benchCluster(options) {
  const folder = mkdtempSync(join(options.tmp, 'fairknock-bench-cluster-'));
  const stops = [];
  const keep = (part) => {
    if (part !== null) stops.unshift(() => part.stop());
    return part;
  };
  try {
    const [mongo, redis] = [keep(await startMongo(folder)), keep(await startRedis(folder))];
    if (mongo === null || redis === null) return notExercised(options, mongo, redis);
    options.say(`cluster: ${mongo.version}, ${redis.version}`);
    const sink = keep(await startSink());
    const { dist, connections } = options;
    const smtpUrl = `smtp://127.0.0.1:${sink.port}`;
    const cluster = keep(await startProcesses({ dist, folder, mongo, redis, smtpUrl, connections }));
    const sqlite = keep(new Worker('./send-fairknock.mjs', [dist, folder, `${sink.port}`, `${connections}`]));
    const bare = keep(new Worker('./send-nodemailer.mjs', [`${sink.port}`, `${connections}`]));
    await Promise.all([sqlite.ready(), bare.ready()]);
    return await compareAll({ cluster, sqlite, bare, sink, mongo, redis }, { ...options, folder });
  } finally {
    for (const stop of stops) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function notExercised({ say }, mongo, redis) {
  const missing = [...(mongo === null ? ['MongoDB'] : []), ...(redis === null ? ['Redis'] : [])].join(' and ');
  say(`NOT EXERCISED: cluster (no ${missing})`);
  return [];
}

async function compareAll(sides, options) {
  const liaId = await approvedLia(sides.cluster.call);
  const rows = [];
  for (const workers of [1, 2]) {
    await sides.cluster.addWorker();
    const rounds = [];
    for (let round = 0; round <= options.clusterRounds; round += 1) {
      options.say(`cluster, ${workers} worker${workers === 1 ? '' : 's'}: round ${round} of ${options.clusterRounds}`);
      rounds.push(await oneRound(sides, { ...options, liaId, run: `${workers}${round}` }));
    }
    rows.push(...rowsOf(workers, rounds.slice(1), { ...sides, ...options }));
  }
  return rows;
}

async function oneRound({ cluster, sqlite, bare, sink, mongo }, { liaId, run, clusterMessages: messages }) {
  const prepared = await prepareCluster(cluster.call, { liaId, run, messages });
  const { campaignId } = await sqlite.ask({ order: 'prepare', run, messages });
  const sample = await sqlite.ask({ order: 'sample', campaignId });
  return {
    ours: await sendByCluster({ cluster, sink, mongo }, { campaignId: prepared, messages }),
    sqlite: await sqlite.ask({ order: 'send', campaignId, messages }),
    bare: await bare.ask({ sample, run, messages }),
  };
}

async function prepareCluster(call, { liaId, run, messages }) {
  const importId = await importCsv(call, liaId, [...contactCsv(run, messages)].join(''));
  const { id } = await call('sales', 'POST /v1/campaigns', benchCampaign(liaId, `Run ${run}`, importId));
  return id;
}

/** From the launch until the mail server has taken the last message, planning included. */
async function sendByCluster({ cluster, sink, mongo }, { campaignId, messages }) {
  const [before, workersBefore, storeBefore] = [
    (await sink.counts()).taken,
    cluster.cpuMicros('worker'),
    cpuMicrosOf(mongo.pid),
  ];
  const start = performance.now();
  await cluster.call('sales', `POST /v1/campaigns/${campaignId}/launch`, {});
  while ((await sink.counts()).taken - before < messages) await pause(5);
  const seconds = (performance.now() - start) / 1_000;
  const spent = (after, from) => (after === null || from === null ? null : after - from);
  const cpu = {
    worker: spent(cluster.cpuMicros('worker'), workersBefore),
    store: spent(cpuMicrosOf(mongo.pid), storeBefore),
  };
  await untilFinished(cluster.call, campaignId);
  return { seconds, cpu };
}

async function untilFinished(call, campaignId) {
  while ((await call('sales', `GET /v1/campaigns/${campaignId}`)).state !== 'finished') await pause(20);
}

function rowsOf(workers, rounds, { mongo, redis, connections, clusterMessages: messages, folder }) {
  const perSecond = (side) => Math.round(messages / median(rounds.map((round) => round[side].seconds)));
  const against = (side) => rounds.map(({ ours, [side]: other }) => other.seconds / ours.seconds);
  const micros = (part) => {
    const spent = rounds.map(({ ours }) => ours.cpu[part]);
    return spent.includes(null) ? null : Math.round(median(spent) / messages);
  };
  const details = {
    engines: [mongo.version, redis.version],
    workers,
    messages,
    rounds: rounds.length,
    cpuMicrosPerMessage: { workers: micros('worker'), mongodb: micros('store') },
    flushMs: measureFlush(folder),
  };
  const name = `campaign send, ${workers} worker${workers === 1 ? '' : 's'} on MongoDB and Redis (${connections} connections)`;
  const row = (title, unit, side) => ({
    name: title,
    unit,
    ours: perSecond('ours'),
    bare: perSecond(side),
    ratio: median(against(side)),
    target: null,
    details: { ...details, ratios: against(side).map((ratio) => Number(ratio.toFixed(2))) },
  });
  return [
    row(name, 'messages/s; bare: nodemailer', 'bare'),
    row(`${name}, against SQLite`, 'messages/s; bare: SQLite, one process', 'sqlite'),
  ];
}
