// Answers for the health check of MongoDB's nodes making the replica set once, and adding one missing member at a time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { root } from './repository-files.js';

interface SetConfig {
  readonly _id: string;
  readonly version: number;
  readonly members: readonly { readonly _id: number; readonly host: string }[];
}

const script = readFileSync(join(root, 'deploy/mongodb/health.js'), 'utf8');

/** What the script's shell would be: answers of a server with this configuration, and what it was told. */
class FakeShell {
  readonly commands: string[] = [];
  exitCode: number | null = null;
  constructor(
    public config: SetConfig | null,
    readonly isPrimary: boolean,
  ) {}

  runCommand(command: Readonly<Record<string, unknown>>): unknown {
    const [name, argument] = Object.entries(command)[0]!;
    this.commands.push(name);
    if (name === 'hello') return { isWritablePrimary: this.isPrimary, secondary: false };
    if (name === 'replSetGetConfig') {
      if (this.config === null) throw Object.assign(new Error('no configuration yet'), { code: 94 });
      return { config: this.config };
    }
    this.config = { version: 1, ...(argument as Partial<SetConfig>) } as SetConfig;
    return { ok: 1 };
  }

  run(members?: string): string[] | undefined {
    const getDB = () => ({ runCommand: this.runCommand.bind(this) });
    const Mongo = function () {
      return { getDB };
    };
    const quit = (code: number) => (this.exitCode = code);
    const require = () => ({ readFileSync: () => 'password\n' });
    const context = {
      require,
      Mongo,
      quit,
      process: { env: members === undefined ? {} : { MONGODB_MEMBERS: members } },
    };
    runInContext(`(() => { ${script} })()`, createContext(context));
    return this.config?.members.map(({ host }) => host);
  }
}

const hosts = ['mongodb:27017', 'mongodb-2:27017', 'mongodb-3:27017'];
const wanted = hosts.join(',');
const setOf = (...names: string[]): SetConfig => ({
  _id: 'rs0',
  version: 4,
  members: names.map((host, _id) => ({ _id, host })),
});

describe('health check of MongoDB', () => {
  it('makes the set with the first member, when there is none', () => {
    expect(new FakeShell(null, false).run(wanted)).toEqual(hosts.slice(0, 1));
  });

  it('adds one member at a time under a new version, when members are missing', () => {
    const shell = new FakeShell(setOf(hosts[0]!), true);
    expect(shell.run(wanted)).toEqual(hosts.slice(0, 2));
    expect(shell.config?.version).toBe(5);
    expect(shell.run(wanted)).toEqual(hosts);
    expect(new Set(shell.config?.members.map(({ _id }) => _id)).size).toBe(3);
  });

  it('changes nothing, when the set is complete or another node is primary', () => {
    for (const shell of [new FakeShell(setOf(...hosts), true), new FakeShell(setOf(hosts[0]!), false)]) {
      const before = shell.config;
      shell.run(wanted);
      expect(shell.config).toBe(before);
    }
  });

  it('only asks, when the node is not the one that keeps the set', () => {
    const shell = new FakeShell(setOf(...hosts), true);
    shell.run();
    expect(shell.commands).toEqual(['hello']);
  });

  it.each([
    [0, true],
    [1, false],
  ])('ends with %d, when the node is primary: %s', (exitCode, isPrimary) => {
    const shell = new FakeShell(setOf(...hosts), isPrimary);
    shell.run();
    expect(shell.exitCode).toBe(exitCode);
  });
});
