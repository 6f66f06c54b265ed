// Answers for how long a test may take before it counts as hanging: machines are shared, and slow by the hour.
import { jest } from '@jest/globals';

jest.setTimeout(30_000);
