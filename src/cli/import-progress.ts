// Answers for showing how far an import is: a bar on a terminal, now and then a line elsewhere; always on standard error.
import { Presets, SingleBar } from 'cli-progress';
import type { ImportRecord } from '../ports/import-store.port.js';

const lineEveryPercent = 10;

export interface ImportProgress {
  readonly show: (record: ImportRecord) => void;
  readonly end: () => void;
}

/** @param expectedCount about how many records there will be. */
function bar(expectedCount: number): ImportProgress {
  const format = '{bar} {value}/{total} lines | rejected {rejected} | {eta_formatted} left';
  const drawn = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
  drawn.start(expectedCount, 0, { rejected: 0 });
  return {
    show: ({ read, rejected, finishedAt }) => {
      drawn.setTotal(finishedAt === null ? Math.max(expectedCount, read) : read);
      drawn.update(read, { rejected });
    },
    end: () => {
      drawn.stop();
    },
  };
}

function lines(expectedCount: number): ImportProgress {
  let next = 0;
  return {
    show: ({ state, read, rejected }) => {
      if (read < next || read === 0) return;
      process.stderr.write(`${state}: ${read} of about ${expectedCount} lines, ${rejected} rejected\n`);
      next = read + Math.ceil((expectedCount * lineEveryPercent) / 100);
    },
    end: () => undefined,
  };
}

export function importProgress(expectedCount: number): ImportProgress {
  return process.stderr.isTTY ? bar(expectedCount) : lines(expectedCount);
}
