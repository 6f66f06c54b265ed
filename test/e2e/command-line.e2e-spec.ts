// Answers for the proof that the built program starts, refuses, examines and ends as an operator expects.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { newDataDir, removeDataDir, runCommand, ServiceProcess } from '../support/service-process.js';

// Each test starts several processes.
jest.setTimeout(60_000);

let dataDir: string;
beforeEach(() => {
  dataDir = newDataDir();
});
afterEach(() => {
  removeDataDir(dataDir);
});

describe('fairknock', () => {
  it('creates the first accounts once, beside a running service, whose keys work at once', async () => {
    const service = await ServiceProcess.start(dataDir);
    const first = await runCommand(dataDir, ['init', '--json']);
    const { keys } = JSON.parse(first.stdout) as { keys: Record<string, string> };
    const again = await runCommand(dataDir, ['init', '--json']);
    const reply = await fetch(`${service.url}/v1/lias`, { headers: { authorization: `Bearer ${keys['dpo'] ?? ''}` } });
    expect(await service.stop()).toBe(0);
    expect([first.code, again.code, again.stdout, reply.status]).toEqual([0, 1, '', 200]);
    expect(Object.keys(keys).sort()).toEqual(['admin', 'auditor', 'dpo', 'sales']);
    for (const key of Object.values(keys)) expect(service.log).not.toContain(key);
  });

  it('finds nothing wrong with a sound installation, and what is wrong with a broken one', async () => {
    await runCommand(dataDir, ['init']);
    const sound = await runCommand(dataDir, ['doctor', '--json']);
    expect([sound.code, JSON.parse(sound.stdout)]).toEqual([0, expect.objectContaining({ isOk: true })]);
    chmodSync(join(dataDir, 'keys.json'), 0o644);
    const open = await runCommand(dataDir, ['doctor']);
    expect([open.code, open.stdout]).toEqual([1, expect.stringContaining('can be read by others')]);
    rmSync(join(dataDir, 'keys.json'));
    expect((await runCommand(dataDir, ['doctor'])).code).toBe(1);
    expect(existsSync(join(dataDir, 'keys.json'))).toBe(false);
  });

  it('refuses to start without its keys when there is a database [P9]', async () => {
    await runCommand(dataDir, ['init']);
    rmSync(join(dataDir, 'keys.json'));
    const { code, stderr, stdout } = await runCommand(dataDir, ['serve']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^fairknock: the key file .* must never be lost.*\n$/);
  });

  it.each([
    ['a setting is wrong', { FAIRKNOCK_LEASE_MS: 'soon' }, /^fairknock: FAIRKNOCK_LEASE_MS .*\n$/],
    ['a setting is unknown', { FAIRKNOCK_LEASE: '1' }, /^fairknock: unknown setting FAIRKNOCK_LEASE.*\n$/],
  ])('refuses to start with one line when %s [P9]', async (_, settings, line) => {
    const { code, stdout, stderr } = await runCommand(dataDir, ['serve'], settings);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(line);
  });

  it('refuses to start with one line when the port is in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = String((server.address() as AddressInfo).port);
    const { code, stderr } = await runCommand(dataDir, ['serve'], { FAIRKNOCK_PORT: port });
    server.close();
    expect([code, stderr]).toEqual([1, `fairknock: 127.0.0.1 port ${port} is in use\n`]);
  });

  it('refuses to start when the data is kept with another lease [R9]', async () => {
    await runCommand(dataDir, ['init']);
    const { code, stderr } = await runCommand(dataDir, ['serve'], { FAIRKNOCK_LEASE_MS: '3000' });
    expect([code, stderr]).toEqual([1, expect.stringContaining('FAIRKNOCK_LEASE_MS')]);
  });

  it.each([[['no-such-command']], [['serve', '--no-such-option']], [['init', 'too', 'many']], [[]]])(
    'ends with 2 when it is called as %j',
    async (args) => {
      expect((await runCommand(dataDir, args)).code).toBe(2);
    },
  );

  it('ends with 0 and lists its commands when help is asked for', async () => {
    const { code, stdout } = await runCommand(dataDir, ['--help']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/serve[^]*init[^]*doctor/)]);
  });
});
