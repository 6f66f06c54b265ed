// Answers for the name under which the audit log keeps what is done by a command on the machine itself.

/** Whoever can read the data directory needs no key, so no account can be named for it. */
export const operator = 'operator';
