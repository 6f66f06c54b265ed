// Answers for the template files of the package, read once when the process starts.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { TemplateSource } from '../../ports/template-source.port.js';
import { InvariantError } from '../../shared/errors.js';

// The same depth below the package root in src and in dist.
const packageRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

@Injectable()
export class FsTemplateSource extends TemplateSource {
  private readonly texts: ReadonlyMap<string, string>;

  constructor() {
    super();
    const root = join(packageRoot, 'templates');
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    this.texts = new Map(
      files.map((file) => {
        const path = join(file.parentPath, file.name);
        return [relative(root, path).replaceAll(sep, '/'), readFileSync(path, 'utf8')];
      }),
    );
  }

  override read(path: string): string {
    const text = this.texts.get(path);
    if (text === undefined) throw new InvariantError('INTERNAL', `the template ${path} is missing`);
    return text;
  }

  override list(folder: string): readonly string[] {
    const prefix = `${folder}/`;
    return [...this.texts.keys()]
      .filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/'))
      .map((path) => path.slice(prefix.length))
      .sort();
  }
}
