// The shape of what the tests take from look-up-mongodb.mjs.
export interface MongodbProgram {
  readonly kind: 'mongod' | 'compatible';
  readonly binary: string;
  readonly version: string;
}

export interface MongodbAddress {
  readonly kind: 'uri';
  readonly uri: string;
  readonly version: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const compatibleServer: { readonly crate: string; readonly version: string; readonly program: string };
export function compatibleRoot(environment?: Environment): string;
export function downloadFolder(environment?: Environment): string;
export function lookUpMongodbProgram(environment?: Environment): MongodbProgram | null;
export function lookUpMongodb(environment?: Environment): MongodbAddress | MongodbProgram | null;
