// Answers for how a collection is described: its name and a strict schema; the indexes are made by the migrations.
import { Schema, type SchemaDefinition } from 'mongoose';

/** The one document shape of a collection; `_id` is ours, never an ObjectId. */
export interface MongoDocument {
  readonly _id: string | number;
}

export interface MongoCollection<T extends MongoDocument> {
  readonly name: string;
  readonly schema: Schema<T>;
}

const options = {
  // A path that the schema does not know is a mistake of ours: an update or filter with it throws.
  strict: 'throw',
  strictQuery: 'throw',
  versionKey: false,
  id: false,
  minimize: false,
  autoCreate: false,
  autoIndex: false,
} as const;

/** @param definition every path of the document; kept beside the row's interface, one file a collection. */
export function mongoCollection<T extends MongoDocument>(
  name: string,
  definition: SchemaDefinition,
): MongoCollection<T> {
  return { name, schema: new Schema<T>(definition as SchemaDefinition<T>, options) };
}

/** A part of a document, strict as the whole and without an id of its own. */
export function part(definition: SchemaDefinition): Schema {
  return new Schema(definition, { strict: 'throw', _id: false, id: false, minimize: false });
}
