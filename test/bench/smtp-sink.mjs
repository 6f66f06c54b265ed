// Answers for a mail server that takes everything and keeps nothing, in a process of its own; both sides of a comparison use it.
import { createServer } from 'node:net';

const greeting = '220 sink.test ESMTP\r\n';
const capabilities = '250-sink.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 50000000\r\n';
const endOfData = '\r\n.\r\n';
const replies = {
  EHLO: capabilities,
  HELO: '250 sink.test\r\n',
  MAIL: '250 2.1.0 OK\r\n',
  RCPT: '250 2.1.5 OK\r\n',
  DATA: '354 Go ahead\r\n',
  RSET: '250 2.0.0 OK\r\n',
  NOOP: '250 2.0.0 OK\r\n',
  QUIT: '221 2.0.0 Bye\r\n',
};

let taken = 0;
let octets = 0;

function serve(socket) {
  let rest = '';
  let isContent = false;
  socket.setEncoding('latin1');
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    let answer = '';
    rest += chunk;
    for (;;) {
      const mark = isContent ? endOfData : '\r\n';
      const end = rest.indexOf(mark);
      if (end < 0) break;
      if (isContent) {
        taken += 1;
        octets += end + mark.length;
        isContent = false;
        answer += '250 2.0.0 Ok: queued\r\n';
      } else {
        const verb = rest.slice(0, 4).toUpperCase();
        isContent = verb === 'DATA';
        answer += replies[verb] ?? '500 5.5.2 What?\r\n';
      }
      rest = rest.slice(end + mark.length);
    }
    if (answer !== '') socket.write(answer);
  });
  socket.write(greeting);
}

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
process.on('message', () => process.send?.({ taken, octets, cpuMicros: cpuMicros() }));
process.on('disconnect', () => process.exit(0));

function cpuMicros() {
  const { user, system } = process.cpuUsage();
  return user + system;
}
