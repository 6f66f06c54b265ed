// Answers for accepted uploads in GridFS: a name is given when the whole body is there, so that it always holds a whole one.
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { mongo } from 'mongoose';
import { Spool } from '../../ports/spool.port.js';
import { DependencyError, InvariantError } from '../../shared/errors.js';
import { dayMs } from '../../shared/instant.js';
import { MongoDatabase } from './mongo-database.js';
import { storageError } from './storage-error.js';

const safeName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;
// As where bodies are files: one rule for names, whichever engine keeps them.
const unfinishedSuffix = '.part';

/** Bodies hold personal data: they are removed with the end of the import. */
@Injectable()
export class MongoSpool extends Spool {
  constructor(private readonly database: MongoDatabase) {
    super();
  }

  async write(name: string, body: Readable): Promise<void> {
    requireSafe(name);
    // An upload may break off before it is read; without a listener that would end the process. Reading throws it.
    body.on('error', () => undefined);
    const former = await this.filesNamed(name);
    const upload = this.bucket().openUploadStream(name);
    try {
      await pour(body, upload);
    } catch (error) {
      await this.removeChunks(upload.id);
      throw storageError(error);
    }
    for (const id of former) await this.removeFile(id);
    await this.removeAbandoned(upload.id);
  }

  /** The latest where a crash left two under the name: both are whole. */
  read(name: string): Readable {
    requireSafe(name);
    return this.bucket().openDownloadStreamByName(name);
  }

  async remove(name: string): Promise<void> {
    requireSafe(name);
    for (const id of await this.filesNamed(name)) await this.removeFile(id);
  }

  private async filesNamed(name: string): Promise<mongo.ObjectId[]> {
    const found = await this.database.run('spool.find', () => this.bucket().find({ filename: name }).toArray());
    return found.map(({ _id }) => _id);
  }

  /** Not by the bucket, which calls it an error where the file is gone already. */
  private async removeFile(id: mongo.ObjectId): Promise<void> {
    await this.database.run('spool.remove', () => this.collection('files').deleteOne({ _id: id }));
    await this.removeChunks(id);
  }

  private async removeChunks(id: mongo.ObjectId): Promise<void> {
    await this.database.run('spool.removeChunks', () => this.collection('chunks').deleteMany({ files_id: id }));
  }

  /** What a crash left half written, a day older than the body just written, is nobody's any more. */
  private async removeAbandoned(fresh: mongo.ObjectId): Promise<void> {
    const dayBefore = mongo.ObjectId.createFromTime((fresh.getTimestamp().getTime() - dayMs) / 1000);
    const old = { files_id: { $lt: dayBefore } };
    const ids = (await this.database.run('spool.old', () =>
      this.collection('chunks').distinct('files_id', old),
    )) as mongo.ObjectId[];
    for (const id of ids) {
      const file = await this.database.run('spool.file', () => this.collection('files').findOne({ _id: id }));
      if (file === null) await this.removeChunks(id);
    }
  }

  private collection(part: 'files' | 'chunks'): mongo.Collection {
    return this.db().collection(`spool.${part}`);
  }

  private bucket(): mongo.GridFSBucket {
    return new mongo.GridFSBucket(this.db(), { bucketName: 'spool' });
  }

  private db(): mongo.Db {
    const { db } = this.database.connection;
    if (db === undefined) throw new DependencyError('STORAGE_UNAVAILABLE', 'the database is not connected');
    return db;
  }
}

function requireSafe(name: string): void {
  if (!safeName.test(name) || name.endsWith(unfinishedSuffix)) {
    throw new InvariantError('INTERNAL', 'a spool name must be a plain file name');
  }
}

/** Piece by piece, the name last; a body that breaks off leaves pieces without a name. */
async function pour(body: Readable, upload: mongo.GridFSBucketWriteStream): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    upload.once('error', reject);
  });
  failed.catch(() => undefined);
  const finished = new Promise<void>((resolve) => {
    upload.once('finish', resolve);
  });
  try {
    for await (const piece of body as AsyncIterable<Buffer>) {
      const written = new Promise<void>((resolve) => {
        upload.write(piece, () => {
          resolve();
        });
      });
      await Promise.race([written, failed]);
    }
    upload.end();
    await Promise.race([finished, failed]);
  } catch (error) {
    upload.destroy();
    throw error;
  }
}
