// Answers for showing how far a copy is: a bar for each kind on a terminal, now and then a line elsewhere; always on standard error.
import { Presets, SingleBar } from 'cli-progress';
import type { CopyWatcher } from '../copy-store/copy-store.js';

const lineEveryPercent = 10;

function bars(): CopyWatcher {
  const format = '{bar} {value}/{total} {kind} | {eta_formatted} left';
  const drawn = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
  return {
    begins: (kind, total) => {
      drawn.stop();
      drawn.start(total, 0, { kind });
    },
    reaches: (count) => {
      drawn.update(count);
    },
    ends: () => {
      drawn.stop();
    },
  };
}

function lines(): CopyWatcher {
  let now = { kind: '', total: 0, next: 0 };
  return {
    begins: (kind, total) => {
      now = { kind, total, next: 0 };
    },
    reaches: (count) => {
      const { kind, total, next } = now;
      if (count < next || total === 0) return;
      process.stderr.write(`${kind}: ${count} of ${total}\n`);
      now = { kind, total, next: count + Math.ceil((total * lineEveryPercent) / 100) };
    },
    ends: () => undefined,
  };
}

export function copyProgress(): CopyWatcher {
  return process.stderr.isTTY ? bars() : lines();
}
