// Answers for the service's side of the import: the real import service on a file of its own, its memory watched.
import { contactCsv } from './inputs.mjs';
import { timed } from './measures.mjs';
import { openService } from './service.mjs';

const [dist, folder] = process.argv.slice(2);
const sampleEveryMs = 20;
const service = await openService({ dist, folder });
const liaId = await service.approvedLia();

function megabytes(octets) {
  return Math.round(octets / 1_048_576);
}

process.on('message', async ({ rows }) => {
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, sampleEveryMs);
  const { seconds, cpuMicros } = await timed(() => service.importCsv(liaId, contactCsv(0, rows), rows));
  clearInterval(watch);
  process.send?.({ seconds, cpuMicros, beforeMb: megabytes(before), peakMb: megabytes(peak) });
});
process.on('disconnect', async () => {
  await service.close();
  process.exit(0);
});
process.send?.({});
