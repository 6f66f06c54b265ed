// Answers for the order in which the tests look for a MongoDB, and for a build that is never half there or done twice.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { compatibleServer } from '../../scripts/look-up-mongodb.mjs';
import { FakeMachine, type RunningScript, type ScriptResult } from '../support/fake-programs.js';
import { root } from './repository-files.js';

const { crate, version, program } = compatibleServer;
const kept = `${crate}-${version}`;
const mongod = 'echo "db version v8.0.4"';
const compatible = `echo "${program} ${version}"`;
/** Does what `cargo install ... --root DIR` does: puts the program there. */
const cargo = [
  'echo built >> "$NOTES"',
  'while [ "$1" != --root ]; do shift; done',
  'mkdir -p "$2/bin"',
  `printf '#!/bin/sh\\n${compatible}\\n' > "$2/bin/${program}"`,
  `chmod +x "$2/bin/${program}"`,
].join('\n');

describe('looking for a MongoDB', () => {
  let machine: FakeMachine;

  beforeEach(() => {
    machine = new FakeMachine();
    // No network in this suite.
    machine.keep('mongod/download-failed', '');
  });

  afterEach(() => {
    machine.remove();
  });

  function start(variables?: Readonly<Record<string, string>>): RunningScript {
    return machine.start(join(root, 'scripts/find-mongodb.mjs'), variables);
  }

  function find(variables?: Readonly<Record<string, string>>): Promise<ScriptResult> {
    return start(variables).result;
  }

  it('takes an installed mongod when everything is there', async () => {
    machine.install('mongod', mongod);
    machine.install(program, compatible);
    expect(await find()).toEqual({ code: 0, stdout: 'MongoDB (mongod 8.0.4, replica set of one node)\n' });
  });

  it('takes a downloaded mongod when it was kept', async () => {
    machine.keep('mongod/mongod-x64-debian-8.0.4', mongod);
    machine.install(program, compatible);
    expect((await find()).stdout).toContain('mongod 8.0.4');
  });

  it('passes over a mongod that does not run when another engine is there', async () => {
    machine.install('mongod', 'echo "error while loading shared libraries" >&2; exit 127');
    machine.install(program, compatible);
    expect((await find()).stdout).toContain(`(${program} ${version}, single node)`);
  });

  it('takes the kept compatible server when nothing is installed, without building', async () => {
    machine.keep(`${kept}/bin/${program}`, compatible);
    machine.install('cargo', cargo);
    expect(await find()).toEqual({
      code: 0,
      stdout: `MongoDB-compatible server on WiredTiger (${program} ${version}, single node)\n`,
    });
  });

  it('builds the compatible server and says so when there is only cargo', async () => {
    machine.install('cargo', cargo);
    const { code, stdout } = await find();
    expect(code).toBe(0);
    expect(stdout).toContain(`cargo install ${crate} --version ${version} --locked`);
    expect(stdout).toContain('5 to 8 minutes');
    expect(machine.has(`${kept}/bin/${program}`)).toBe(true);
    expect(machine.has(`${kept}.building`)).toBe(false);
  });

  it('takes nothing when the build was interrupted, and builds when it is asked again', async () => {
    machine.install('cargo', `${cargo}\nkill -9 $$`);
    const { code, stdout } = await find();
    expect(code).toBe(1);
    expect(stdout).toContain('cargo did not succeed');
    expect(machine.has(kept)).toBe(false);
    machine.install('cargo', cargo);
    expect((await find()).code).toBe(0);
  });

  it('builds once when two runs need it at the same time', async () => {
    machine.install('cargo', `${cargo}\nwhile [ ! -e "$SIGN" ]; do sleep 0.01; done`);
    const runs = [start(), start()];
    await Promise.race(runs.map((run) => run.says('waiting for it')));
    machine.giveSign();
    const results = await Promise.all(runs.map((run) => run.result));
    expect(results.map((result) => result.code)).toEqual([0, 0]);
    expect(machine.notes).toBe('built\n');
    expect(machine.has(`${kept}.lock`)).toBe(false);
  });

  it('goes no further when a configured address does not answer', async () => {
    machine.install('mongod', mongod);
    const { code, stdout } = await find({
      FAIRKNOCK_TEST_MONGODB_URI: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=50',
    });
    expect(code).toBe(1);
    expect(stdout).toContain('nothing answers there');
  });

  it('says that none can be had when there is neither a program nor cargo', async () => {
    expect(await find()).toEqual({ code: 1, stdout: 'no MongoDB can be had here\n' });
  });
});
