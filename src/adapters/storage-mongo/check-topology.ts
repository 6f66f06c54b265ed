// Answers for refusing a server without journaled majority writes: a standalone mongod loses what it acknowledged.
import { Logger } from '@nestjs/common';
import { StartRefusal } from '../../shared/errors.js';
import type { MongoDatabase } from './mongo-database.js';

const mend =
  'MongoDB runs as a standalone server, which cannot promise that an opt-out survives. Start it with ' +
  '`mongod --replSet rs0` and run once: mongosh --eval "rs.initiate()"';

/** @throws StartRefusal in production; elsewhere it is only said, loudly. */
export async function checkTopology(database: MongoDatabase, environment: string): Promise<void> {
  const hello = await database.run('open.hello', () => database.connection.db?.admin().command({ hello: 1 }) ?? none());
  const isReplicated = hello['setName'] !== undefined || hello['msg'] === 'isdbgrid';
  if (isReplicated) return;
  if (environment === 'production') throw new StartRefusal(mend);
  new Logger('MongoDatabase').warn(`NOT FOR PRODUCTION: ${mend}`);
}

function none(): Promise<Record<string, unknown>> {
  return Promise.reject(new StartRefusal('MongoDB is not connected'));
}
