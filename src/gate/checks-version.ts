// Answers for the version of the checks' code: raised with every change of what a check decides.
export const checksVersion = 2;
