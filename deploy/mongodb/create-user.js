// Answers for the service's own MongoDB user: its database and no other. Runs once, when the first node is made.
const { readFileSync } = require('node:fs');

db.getSiblingDB('fairknock').createUser({
  user: 'fairknock',
  pwd: readFileSync('/run/secrets/mongodb-password', 'utf8').trim(),
  // dbAdmin for what `fairknock migrate` and `fairknock doctor` do: change collections, validate them.
  roles: ['readWrite', 'dbAdmin'],
});
