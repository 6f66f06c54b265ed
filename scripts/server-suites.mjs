// Says by their file names which suites need a MongoDB or a Redis.
const both = ['cluster', 'process-starts', 'process-readiness'];

export const serverWords = {
  mongodb: ['mongo', 'replica-set', 'differential', ...both],
  redis: ['redis', 'bull', ...both],
};

/** Matches the paths of suites whose file name has one of the words. */
export function suitesNamed(words) {
  return `/[^/]*(${words.join('|')})[^/]*spec\\.ts$`;
}
