// Answers for starting a server on a free port in a temporary folder, on another port where the first was taken after all.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { ServerProcess, type ServerCommand } from './server-process.js';

const maxTries = 5;

export interface PlacedServer {
  readonly port: number;
  readonly command: ServerCommand;
  readonly process: ServerProcess;
}

/** @param commandFor says how to start it there. */
export async function startOnFreePort(
  commandFor: (port: number, folder: string) => ServerCommand,
): Promise<PlacedServer> {
  for (let tried = 1; ; tried += 1) {
    const port = await freePort();
    const command = commandFor(port, mkdtempSync(join(tmpdir(), 'fairknock-server-')));
    try {
      return { port, command, process: await ServerProcess.start(command) };
    } catch (error) {
      rmSync(command.folder, { recursive: true, force: true });
      if (tried === maxTries) throw error;
    }
  }
}
