// Answers for the bare side of the campaign comparison: nodemailer's pool composing the same text and HTML per message.
import nodemailer from 'nodemailer';
import { timed } from './measures.mjs';

const [port, connections] = process.argv.slice(2).map(Number);
const transport = nodemailer.createTransport({
  host: '127.0.0.1',
  port,
  pool: true,
  maxConnections: connections,
  maxMessages: Infinity,
  ignoreTLS: true,
});

/** `sample` is what the service's own preview shows; the name in it is put in per message. */
function messageOf(sample, run, index) {
  const token = Buffer.from(`${run} ${index}`.padEnd(52)).toString('base64url');
  const name = `Given${index}`;
  const url = `http://127.0.0.1:3000/u/${token}`;
  const fill = (text) => text.replaceAll(sample.givenName, name).replaceAll(sample.optOutUrl, url);
  return {
    from: { name: 'Sam Sender', address: 'sam@sender.example' },
    to: { name: `${name} Family`, address: `person.${run}.${index}@company-${index % 997}.example` },
    subject: fill(sample.subject),
    text: fill(sample.text),
    html: fill(sample.html),
    headers: { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** As many messages are handed over as keep every connection busy. */
async function sendAll({ sample, run, messages }) {
  let next = 0;
  const lane = async () => {
    while (next < messages) {
      const index = next;
      next += 1;
      await transport.sendMail(messageOf(sample, run, index));
    }
  };
  await Promise.all(Array.from({ length: connections * 2 + 4 }, lane));
}

process.on('message', async (order) => {
  const { seconds, cpuMicros } = await timed(() => sendAll(order));
  process.send?.({ seconds, cpuMicros });
});
process.on('disconnect', () => {
  transport.close();
  process.exit(0);
});
process.send?.({});
