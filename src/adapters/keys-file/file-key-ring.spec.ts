// Answers for the proof that the keys are made once, kept private and never made anew.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartRefusal } from '../../shared/errors.js';
import { createKeyFile, FileKeyRing } from './file-key-ring.js';

let folder: string;
const places = () => ({ keyFile: join(folder, 'sub', 'keys.json'), databaseFile: join(folder, 'fairknock.sqlite') });
const placesHere = () => ({ ...places(), keyFile: join(folder, 'keys.json') });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairknock-keys-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('FileKeyRing', () => {
  it('makes a private file with keys of 32 bytes when it starts for the first time [R16]', () => {
    const ring = FileKeyRing.open(places());
    expect(statSync(places().keyFile).mode & 0o777).toBe(0o600);
    expect(ring.addressKeys[0]?.secret.length).toBe(32);
    expect(ring.tokenKeys[0]?.version).toBe(1);
    expect(readdirSync(join(folder, 'sub'))).toEqual(['keys.json']);
  });

  it('reads the same keys again when it starts again [P7]', () => {
    const first = FileKeyRing.open(places());
    expect(FileKeyRing.open(places()).addressKeys).toEqual(first.addressKeys);
  });

  it('puts the newest version first when there are several [R16]', () => {
    const key = (version: number) => ({ version, secret: Buffer.alloc(32, version).toString('base64') });
    const text = JSON.stringify({ addressKeys: [key(1), key(3), key(2)], tokenKeys: [key(1)] });
    writeFileSync(placesHere().keyFile, text, { mode: 0o600 });
    expect(FileKeyRing.open(placesHere()).addressKeys.map((each) => each.version)).toEqual([3, 2, 1]);
  });

  it('refuses to start when the database exists and the keys are missing [P7]', () => {
    writeFileSync(places().databaseFile, '');
    expect(() => FileKeyRing.open(places())).toThrow(/must never be lost/);
    expect(readdirSync(folder)).toEqual(['fairknock.sqlite']);
  });

  it('refuses to start, and makes no file, when processes on several machines share the keys [P7] [R16]', () => {
    expect(() => FileKeyRing.open({ ...placesHere(), databaseFile: null, mustExist: true })).toThrow(/is missing/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses to start when others may read the file [P9]', () => {
    FileKeyRing.open(places());
    chmodSync(places().keyFile, 0o640);
    expect(() => FileKeyRing.open(places())).toThrow(StartRefusal);
  });

  it.each([
    ['empty', ''],
    ['cut off', '{"addressKeys":[{"ver'],
    ['without keys', '{"addressKeys":[],"tokenKeys":[]}'],
    ['with a short key', '{"addressKeys":[{"version":1,"secret":"c2hvcnQ="}],"tokenKeys":[]}'],
  ])('refuses to start, and says nothing of the content, when the file is %s [P9]', (_, text) => {
    writeFileSync(placesHere().keyFile, text, { mode: 0o600 });
    expect(() => FileKeyRing.open(placesHere())).toThrow(`the key file ${placesHere().keyFile} is broken`);
  });

  it('keeps the keys of the other process when both find no file and make one [R16]', () => {
    const first = FileKeyRing.open(placesHere());
    createKeyFile(placesHere().keyFile);
    expect(FileKeyRing.open(placesHere()).addressKeys).toEqual(first.addressKeys);
    expect(readdirSync(folder)).toEqual(['keys.json']);
  });
});
