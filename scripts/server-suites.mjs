// Says by their file names which suites need a MongoDB or a Redis.
export const serverWords = {
  mongodb: ['mongo', 'replica-set', 'differential'],
  redis: ['redis', 'bull'],
};

/** Matches the paths of suites whose file name has one of the words. */
export function suitesNamed(words) {
  return `/[^/]*(${words.join('|')})[^/]*spec\\.ts$`;
}
