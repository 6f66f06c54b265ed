// Answers for an installation of web and worker processes as a bench steers it: over HTTP, with the CPU time that each took.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { benchLia } from './inputs.mjs';
import { freePort } from './workers.mjs';

const dayMs = 86_400_000;
/** Of Linux: clock ticks a second in /proc. */
const ticksPerSecond = 100;

/** @returns microseconds of CPU that a process has used; null where the system does not tell. */
export function cpuMicrosOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1_000_000) / ticksPerSecond;
  } catch {
    return null;
  }
}

async function startProcess(cli, role, env) {
  const child = spawn(process.execPath, [cli, role], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^(?:listening on|working, probes on) (\S+)$/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`fairknock ${role} ended with ${String(code)}`)));
  });
  const stop = async () => {
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
    process.removeListener('exit', killWithUs);
  };
  return { role, url, pid: child.pid, stop };
}

function runCommand(cli, command, env) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...command], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`fairknock ${command.join(' ')}: ${stderr}`);
  return stdout;
}

/** One web process and no worker yet. */
export async function startProcesses({ dist, folder, mongo, redis, smtpUrl, connections }) {
  const cli = join(dist, 'cli.js');
  const port = await freePort();
  const mongodb = new URL(mongo.uri);
  mongodb.pathname = '/fairknock';
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    FAIRKNOCK_DATA_DIR: join(folder, 'data'),
    FAIRKNOCK_KEY_FILE: join(folder, 'keys.json'),
    FAIRKNOCK_MONGODB_URI: mongodb.href,
    FAIRKNOCK_REDIS_URL: redis.url,
    FAIRKNOCK_PORT: '0',
    FAIRKNOCK_PUBLIC_URL: `http://127.0.0.1:${port}`,
    FAIRKNOCK_SMTP_URL: smtpUrl,
    FAIRKNOCK_SMTP_CONNECTIONS: String(connections),
    FAIRKNOCK_RATE_PER_SENDER: '0',
    FAIRKNOCK_RATE_PER_DOMAIN: '0',
    FAIRKNOCK_LOG_LEVEL: 'warn',
  };
  runCommand(cli, ['migrate'], env);
  const web = await startProcess(cli, 'serve', { ...env, FAIRKNOCK_PORT: String(port) });
  const { keys } = JSON.parse(runCommand(cli, ['init', '--json'], env));
  const processes = [web];
  return {
    call: caller(web.url, keys),
    addWorker: async () => processes.push(await startProcess(cli, 'worker', env)),
    /** Microseconds over all processes with the role; null where the system does not tell. */
    cpuMicros: (role) => sum(processes.filter((one) => one.role === role).map(({ pid }) => cpuMicrosOf(pid))),
    stop: () => Promise.all(processes.map((one) => one.stop())),
  };
}

function sum(numbers) {
  return numbers.includes(null) ? null : numbers.reduce((total, number) => total + number, 0);
}

/** `call(role or key, 'METHOD /path', body?)`: a text goes as CSV, all else as JSON. */
function caller(url, keys) {
  return async (as, target, body) => {
    const [method, path] = target.split(' ');
    const isCsv = typeof body === 'string';
    const headers = { authorization: `Bearer ${keys[as] ?? as}` };
    const type = isCsv ? 'text/csv' : 'application/json';
    const content = isCsv ? body : JSON.stringify(body);
    const sent = body === undefined ? { headers } : { headers: { ...headers, 'content-type': type }, body: content };
    const reply = await fetch(url + path, { method, ...sent });
    const text = await reply.text();
    if (reply.status >= 300) throw new Error(`${target}: ${reply.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
}

export async function approvedLia(call) {
  const second = await call('admin', 'POST /v1/accounts', { name: 'Second', kind: 'person', roles: ['dpo'] });
  const { id } = await call('dpo', 'POST /v1/lias', benchLia);
  await call('dpo', `POST /v1/lias/${id}/submit`, {});
  const nextReviewOn = new Date(Date.now() + 200 * dayMs).toISOString().slice(0, 10);
  await call(second.key, `POST /v1/lias/${id}/approve`, { nextReviewOn });
  return id;
}

/** Uploads and waits for its end. @returns the import's id. */
export async function importCsv(call, liaId, lines) {
  const { id } = await call('sales', `POST /v1/contacts/imports?liaId=${liaId}`, lines);
  for (;;) {
    const { state } = await call('sales', `GET /v1/contacts/imports/${id}`);
    if (state === 'finished') return id;
    if (state === 'failed') throw new Error('the import failed');
    await pause(50);
  }
}
