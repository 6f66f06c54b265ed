// Answers for the installation's secrets in a file that is made once and never again.
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { KeyRing } from '../../ports/key-ring.port.js';
import type { VersionedKey } from '../../shared/address-keys.js';
import { StartRefusal } from '../../shared/errors.js';
import { newKeyFileText, parseKeyFile, type KeyFileContent } from './key-file-format.js';

const ownerOnly = 0o600;
const ownerOnlyFolder = 0o700;
const bitsOfOthers = 0o077;

export interface KeyFilePlaces {
  readonly keyFile: string;
  /**
   * Whether data exist that were made with the keys, looked at before the file is: then it is never made anew. Null
   * where the data are on a server: that keeps a fingerprint of the keys, and refuses others.
   */
  readonly databaseFile: string | null;
  /** Whether many processes share the file: none of them makes it. */
  readonly mustExist?: boolean;
}

function errorCode(error: unknown): string | undefined {
  // Not `instanceof Error`: errors of Node's own modules may come from another realm.
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}

function syncFolder(folder: string): void {
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Writes a complete file under another name first and links it: whoever sees the file sees all of it. */
export function createKeyFile(path: string): void {
  fs.mkdirSync(dirname(path), { recursive: true, mode: ownerOnlyFolder });
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  const handle = fs.openSync(draft, 'wx', ownerOnly);
  try {
    fs.writeSync(handle, newKeyFileText());
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  try {
    fs.linkSync(draft, path);
  } catch (error) {
    // Another process was first: its keys hold.
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    fs.unlinkSync(draft);
  }
  syncFolder(dirname(path));
}

function readText(path: string): string | null {
  try {
    const mode = fs.statSync(path).mode;
    if ((mode & bitsOfOthers) !== 0 && process.platform !== 'win32') {
      throw new StartRefusal(`the key file ${path} can be read by others; set its mode to 0600`);
    }
    return fs.readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    if (error instanceof StartRefusal) throw error;
    throw new StartRefusal(`the key file ${path} cannot be read (${errorCode(error) ?? 'unknown error'})`);
  }
}

function readOrCreate({ keyFile, databaseFile, mustExist }: KeyFilePlaces): string {
  // In this order: a process that starts beside us makes the keys before the database.
  const hasDatabase = databaseFile !== null && fs.existsSync(databaseFile);
  const text = readText(keyFile);
  if (text !== null) return text;
  if (mustExist === true) {
    throw new StartRefusal(
      `the key file ${keyFile} is missing. Restore it, or make the first one with deploy/make-secrets.sh`,
    );
  }
  if (hasDatabase) {
    throw new StartRefusal(
      `the key file ${keyFile} is missing but the database exists. Address keys must never be lost: without them ` +
        'opt-outs no longer meet the people who made them. Restore the file from a backup',
    );
  }
  try {
    createKeyFile(keyFile);
  } catch (error) {
    throw new StartRefusal(`the key file ${keyFile} cannot be made (${errorCode(error) ?? 'unknown error'})`);
  }
  return readText(keyFile) ?? '';
}

export class FileKeyRing extends KeyRing {
  readonly addressKeys: readonly VersionedKey[];
  readonly tokenKeys: readonly VersionedKey[];

  private constructor(content: KeyFileContent) {
    super();
    this.addressKeys = content.addressKeys;
    this.tokenKeys = content.tokenKeys;
  }

  /** Reads the keys, or makes them at the first start. @throws StartRefusal where they are missing, open to others or broken. */
  static open(places: KeyFilePlaces): FileKeyRing {
    const content = parseKeyFile(readOrCreate(places));
    if (content === null) {
      throw new StartRefusal(`the key file ${places.keyFile} is broken. Restore it from a backup`);
    }
    return new FileKeyRing(content);
  }
}
