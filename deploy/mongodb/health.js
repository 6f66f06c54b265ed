// Answers for a node being healthy, and on the first node for the replica set that MONGODB_MEMBERS names:
// it is made where there is none, and a member that is missing is added. Repeating it changes nothing.
const { readFileSync } = require('node:fs');

const local = 'mongodb://127.0.0.1:27017/?directConnection=true&serverSelectionTimeoutMS=3000';
const notYetInitialized = 94;

function currentConfig(admin) {
  try {
    return admin.runCommand({ replSetGetConfig: 1 }).config;
  } catch (error) {
    if (error.code === notYetInitialized) return null;
    throw error;
  }
}

function keepMembers(hosts) {
  const password = readFileSync('/run/secrets/mongodb-root-password', 'utf8').trim();
  const admin = new Mongo(local.replace('://', `://root:${password}@`)).getDB('admin');
  const config = currentConfig(admin);
  if (config === null) {
    admin.runCommand({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: hosts[0] }] } });
    return;
  }
  // One at a time: MongoDB refuses a change of more than one voting member.
  const missing = hosts.find((host) => config.members.every((member) => member.host !== host));
  if (missing === undefined || !admin.runCommand({ hello: 1 }).isWritablePrimary) return;
  const nextId = Math.max(...config.members.map((member) => member._id)) + 1;
  const members = [...config.members, { _id: nextId, host: missing }];
  admin.runCommand({ replSetReconfig: { ...config, version: config.version + 1, members } });
}

const hosts = (process.env.MONGODB_MEMBERS ?? '').split(',').filter((host) => host !== '');
if (hosts.length > 0) keepMembers(hosts);
const { isWritablePrimary, secondary } = new Mongo(local).getDB('admin').runCommand({ hello: 1 });
quit(isWritablePrimary || secondary ? 0 : 1);
