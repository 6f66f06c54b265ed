// Answers for processes of a comparison's own: each side has its heap and its compiled code to itself.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A module of this folder in a process of its own that answers each message with one message. */
export class Worker {
  constructor(file, args = [], execArgv = []) {
    this.child = fork(new URL(file, import.meta.url), args, {
      execArgv,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  /** What it says first, unasked. */
  async ready() {
    return this.answer();
  }

  async ask(question = {}) {
    const answer = this.answer();
    this.child.send(question);
    return answer;
  }

  async stop() {
    if (this.child.exitCode !== null) return;
    const exit = once(this.child, 'exit');
    if (this.child.connected) this.child.disconnect();
    await exit;
  }

  answer() {
    return new Promise((resolve, reject) => {
      const settle = (act) => (value) => {
        this.child.off('message', onMessage);
        this.child.off('exit', onExit);
        act(value);
      };
      const onMessage = settle(resolve);
      const onExit = settle((code) => reject(new Error(`a worker ended with ${String(code)}`)));
      this.child.once('message', onMessage);
      this.child.once('exit', onExit);
    });
  }
}

/** @returns the sink of this folder: `{ name, port, counts(), stop() }`. */
export async function startSink() {
  const worker = new Worker('./smtp-sink.mjs');
  const { port } = await worker.ready();
  return { name: 'node sink', port, counts: () => worker.ask(), stop: () => worker.stop() };
}

/** @returns Postfix's `smtp-sink`, or null where it is not on the PATH. */
export async function startPostfixSink() {
  const places = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  const binary = places.map((place) => join(place, 'smtp-sink')).find((path) => existsSync(path));
  if (binary === undefined) return null;
  const port = await freePort();
  const child = spawn(
    binary,
    ['-u', process.getuid?.() === 0 ? 'nobody' : '', `127.0.0.1:${port}`, '100'].filter(Boolean),
    {
      stdio: 'ignore',
    },
  );
  await untilAnswers(port);
  return {
    name: 'postfix smtp-sink',
    port,
    counts: async () => null,
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function untilAnswers(port) {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await pause(20);
  }
}
