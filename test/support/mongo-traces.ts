// Answers for seeing which words stand anywhere in a MongoDB database: in any path of any document of any collection.
import { inspect } from 'node:util';
import type { MongoDatabase } from '../../src/adapters/storage-mongo/mongo-database.js';

function textOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  if (typeof value !== 'object' || value === null) return String(value);
  const { buffer } = value as { buffer?: unknown };
  if (Buffer.isBuffer(buffer)) return buffer.toString('latin1');
  if (Object.getPrototypeOf(value) !== Object.prototype) return inspect(value);
  return Object.entries(value).flat().map(textOf).join('\n');
}

/** @returns those of the words that are there. */
export async function tracesIn({ connection }: MongoDatabase, words: readonly string[]): Promise<string[]> {
  const collections = await connection.db!.collections();
  const documents = await Promise.all(collections.map((collection) => collection.find({}).toArray()));
  const text = textOf(documents);
  return words.filter((word) => text.includes(word));
}
