// Answers for secrets having no default: the composition stops without them, and one command makes them all.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseKeyFile } from '../../src/adapters/keys-file/key-file-format.js';
import { compositions } from './container-texts.js';
import { root } from './repository-files.js';

const composeTool = spawnSync('docker-compose', ['version', '--short'], { encoding: 'utf8' });
const composeTools = composeTool.status === 0 ? [composeTool.stdout.trim()] : [];
if (composeTools.length === 0) process.stderr.write('NOT EXERCISED: docker-compose config (not installed)\n');

const composeFiles = Object.keys(compositions);
const given = ['docker-compose.yml', 'docker-compose.three-nodes.yml'];
let folder: string;
let made: ReturnType<typeof makeSecrets>;

function makeSecrets() {
  return spawnSync('sh', [join(folder, 'deploy/make-secrets.sh')], { encoding: 'utf8' });
}

function compose(files: readonly string[], cwd: string) {
  const environment = { PATH: process.env['PATH'] ?? '' };
  const options = { cwd, env: environment, encoding: 'utf8' } as const;
  return spawnSync('docker-compose', [...files.flatMap((file) => ['-f', file]), 'config', '-q'], options);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairknock-compose-'));
  mkdirSync(join(folder, 'deploy'));
  for (const file of [...composeFiles, 'deploy/make-secrets.sh']) copyFileSync(join(root, file), join(folder, file));
  made = makeSecrets();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('secrets of the composition', () => {
  it('are made, every one that it names, when the command runs for the first time', () => {
    expect(made).toMatchObject({ status: 0, stderr: '' });
    const named = Object.values(compositions['docker-compose.yml']?.secrets ?? {}).map(({ file }) => file);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
    const values = readdirSync(join(folder, 'secrets')).map((name) => readFileSync(join(folder, 'secrets', name)));
    expect(new Set(values.map(String)).size).toBe(values.length);
  });

  it('are closed to others, and the key file is one that the service takes [P9]', () => {
    expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
    const keyFile = join(folder, 'secrets/keys.json');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    const content = parseKeyFile(readFileSync(keyFile, 'utf8'));
    expect(content?.addressKeys[0]?.secret.length).toBe(32);
    const { uid, gid } = statSync(keyFile);
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(`CONTAINER_USER=${String(uid)}:${String(gid)}\n`);
  });

  it('are left as they are, when the command runs again [P7]', () => {
    const before = readFileSync(join(folder, 'secrets/keys.json'), 'utf8');
    expect(makeSecrets()).toMatchObject({ status: 1, stdout: '' });
    expect(readFileSync(join(folder, 'secrets/keys.json'), 'utf8')).toBe(before);
    expect(readdirSync(folder).filter((name) => name.startsWith('secrets'))).toEqual(['secrets']);
  });

  it.each(composeFiles)('stand in no line of %s, when it is read', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const assigned = [...text.matchAll(/^\s*(\S*(?:PASSWORD|SECRET|TOKEN)\S*):[ \t]*(\S+)/gim)];
    expect(assigned.filter(([, , value]) => !value!.startsWith('/run/secrets/')).map(([, key]) => key)).toEqual([]);
    expect(text).not.toMatch(/:\/\/[^/\s]*:[^/\s]*@/);
    expect(execFileSync('git', ['check-ignore', 'secrets/keys.json', '.env'], { cwd: root, encoding: 'utf8' })).toBe(
      'secrets/keys.json\n.env\n',
    );
  });

  it.each(composeTools)('are asked for, and then nothing is wrong, when docker-compose %s checks', () => {
    expect(compose(given, folder)).toMatchObject({ status: 0, stderr: '' });
    expect(compose(['docker-compose.embedded.yml'], root)).toMatchObject({ status: 0, stderr: '' });
    rmSync(join(folder, '.env'));
    expect(compose(given, folder).stderr).toMatch(/CONTAINER_USER.*sh deploy\/make-secrets\.sh/);
  });
});
