// Answers for the only look at the environment.
import type { Environment } from './read-settings.js';

export function processEnvironment(): Environment {
  return process.env;
}
