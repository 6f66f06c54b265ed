// Answers for the generated reference being what the code says; `npm run docs` writes it anew.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { referencePages } from './reference-pages.js';
import { root } from './repository-files.js';

const folder = join(root, 'docs/reference');
const isWriting = process.env.FAIRKNOCK_WRITE_REFERENCE === 'yes';

describe('docs/reference', () => {
  it.each(Object.entries(referencePages))('holds %s as the code makes it', (name, make) => {
    if (isWriting) writeFileSync(join(folder, name), make());
    expect(readFileSync(join(folder, name), 'utf8')).toBe(make());
  });

  it('holds no page that nothing makes', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(referencePages).sort());
  });
});
