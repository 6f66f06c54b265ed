// Answers for the one line that says why MongoDB cannot be used at the start; never the address, which may hold a password.
import { DependencyError, StartRefusal } from '../../shared/errors.js';
import { isAway } from './storage-error.js';

/** Of a look-up of names, `mongodb+srv://` included, whose errors are not the driver's own. */
const lookUp = /^query(?:Srv|Txt)|^getaddrinfo/;

const words: readonly (readonly [RegExp, string])[] = [
  [/auth/i, 'MongoDB refused the user or password in FAIRKNOCK_MONGODB_URI'],
  [
    /Invalid scheme|MongoParseError|MongoURIError|Invalid connection|URI|hostname/i,
    'FAIRKNOCK_MONGODB_URI is no address of MongoDB',
  ],
];

/** @returns the refusal itself where it is one already; an error of ours stays what it is. */
export function startRefusal(error: unknown): Error {
  if (error instanceof StartRefusal) return error;
  const { name, message } = error as Error;
  const known = words.find(([pattern]) => pattern.test(`${name} ${message}`));
  if (known !== undefined) return new StartRefusal(known[1], { cause: error });
  if (error instanceof DependencyError || isAway(error) || lookUp.test(message)) {
    return new StartRefusal('MongoDB does not answer at FAIRKNOCK_MONGODB_URI', { cause: error });
  }
  return error as Error;
}
