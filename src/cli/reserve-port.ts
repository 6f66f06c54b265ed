// Answers for knowing the port before anything is opened: links need it, and a port in use must refuse the start.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { StartRefusal } from '../shared/errors.js';

export interface PortReservation {
  readonly port: number;
  /** Frees the port for the one who takes it in the next moment. */
  release(): Promise<void>;
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use',
  EACCES: 'needs more rights',
  EADDRNOTAVAIL: 'is not an address of this machine',
  ENOTFOUND: 'is not an address of this machine',
};

/** @param port 0 = any free one. @throws StartRefusal where it cannot be had. */
export async function reservePort(host: string, port: number): Promise<PortReservation> {
  const server = createServer((socket) => socket.destroy());
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? error);
    throw new StartRefusal(`${host} port ${port} ${reasons[code] ?? `cannot be listened on (${code})`}`);
  }
  return {
    port: (server.address() as AddressInfo).port,
    release: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
