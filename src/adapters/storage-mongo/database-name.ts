// Answers for which database is used: the one that the address names, else `fairknock`.
const inAddress = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/;

export function databaseName(uri: string): string {
  return inAddress.exec(uri)?.[1] ?? 'fairknock';
}
