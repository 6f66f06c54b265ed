// Answers for a port of this machine on which a server can be started, and started again after it was killed.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

// Below every system's range for outgoing connections: else a client that knocks on a dead server's port may, by
// chance, be given that very port to knock from, and keep the server from coming back.
const range = [15_000, 32_000] as const;

/** Free when it was looked at: a server may still find it taken, and then wants another. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...range);
    if (await canListen(port)) return port;
  }
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
