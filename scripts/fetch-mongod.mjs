// Downloads a mongod into the folder given and says its path; a process of its own, so that a stalled one can be stopped.
import process from 'node:process';
import library from 'mongodb-memory-server-core';

const path = await library.MongoBinary.getPath({ downloadDir: process.argv[2] });
// The library writes its progress to the same output.
process.stdout.write(`\nmongod: ${path}\n`);
