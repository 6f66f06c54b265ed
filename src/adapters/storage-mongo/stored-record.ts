// Answers for a record that is kept whole in its document, beside the paths it is looked up by.
import { Schema } from 'mongoose';

/** For a schema: what is in it is the port's business; a change of its shape is no change of the collection. */
export const recordPath = { record: Schema.Types.Mixed };

/** Without members that are undefined: the driver would keep them as null. */
export function storedRecord<T>(record: T): T {
  return JSON.parse(JSON.stringify(record)) as T;
}
