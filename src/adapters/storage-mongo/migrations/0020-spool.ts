// Answers for the collections of accepted uploads, laid out as GridFS wants them.
import type { mongo } from 'mongoose';
import type { MongoDatabase } from '../mongo-database.js';
import type { Migration } from './migration.js';

const indexes: Readonly<Record<string, mongo.IndexDescription>> = {
  'spool.files': { key: { filename: 1, uploadDate: 1 }, name: 'filename_1_uploadDate_1' },
  'spool.chunks': { key: { files_id: 1, n: 1 }, name: 'files_id_1_n_1', unique: true },
};

export const spoolMigration: Migration = {
  id: 20,
  run: async (database: MongoDatabase) => {
    for (const [name, index] of Object.entries(indexes)) {
      const collection = database.connection.collection(name);
      await database.run('migrate.indexes', () => collection.createIndexes([index]));
    }
  },
};
