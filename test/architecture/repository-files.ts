// Answers for reading the repository's own files, for the tests of its house rules.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export interface RepositoryFile {
  readonly path: string;
  readonly text: string;
}

/** Files that git tracks or would track, whose path matches. */
export function repositoryFiles(pattern: RegExp): RepositoryFile[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed
    .split('\n')
    .filter((path) => pattern.test(path))
    .flatMap((path) => readIfThere(path));
}

function readIfThere(path: string): RepositoryFile[] {
  try {
    return [{ path, text: readFileSync(join(root, path), 'utf8') }];
  } catch {
    return []; // deleted, but not yet committed
  }
}
