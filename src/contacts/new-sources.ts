// Answers for turning the sources of a request into stored ones, or saying which of them lacks what.
import type { ContactField, Source } from '../ports/contact-store.port.js';
import { InputError, type FieldError } from '../shared/errors.js';
import { newId, type SourceId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';
import { readSource, type RawSource } from './fields/read-source.js';

export type SourceFieldName = (index: number, field: keyof RawSource) => string;

/** Names as in the JSON body; a CSV line names its columns instead. */
export function jsonSourceField(index: number, field: keyof RawSource): string {
  return `sources[${index}].${field}`;
}

export interface NewSourceOptions {
  /** The contact fields that came with them: what a source shows that names none. */
  readonly given: readonly ContactField[];
  /** Every field of the contact that a source may name. */
  readonly known: readonly ContactField[];
  readonly now: Instant;
  readonly nameOf: SourceFieldName;
}

/** @throws InputError INVALID_INPUT naming each field that is missing or wrong. */
export function newSources(raw: readonly RawSource[], options: NewSourceOptions): readonly Source[] {
  const { now, nameOf } = options;
  const errors: FieldError[] = [];
  const sources: Source[] = [];
  raw.forEach((each, index) => {
    const result = readSource(each, options, now);
    if ('source' in result) sources.push({ id: newId<SourceId>(), ...result.source });
    else {
      errors.push(
        ...result.problems.map(({ field, code, message }) => {
          const name = nameOf(index, field);
          return { field: name, code, message: `${name} ${message}` };
        }),
      );
    }
  });
  if (errors.length > 0) throw new InputError('INVALID_INPUT', errors.map((error) => error.message).join('; '), errors);
  return sources;
}
