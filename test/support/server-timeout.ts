// Answers for suites on servers having the time that a server needs to start, a real mongod also to elect itself.
import { jest } from '@jest/globals';

jest.setTimeout(30_000);
