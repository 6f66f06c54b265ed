// The shape of what the tests take from look-up-mongodb.mjs.
export type FoundMongodb =
  | { readonly kind: 'uri'; readonly uri: string; readonly version: string }
  | { readonly kind: 'mongod' | 'compatible'; readonly binary: string; readonly version: string };

type Environment = Readonly<Record<string, string | undefined>>;

export const compatibleServer: { readonly crate: string; readonly version: string; readonly program: string };
export function compatibleRoot(environment?: Environment): string;
export function downloadFolder(environment?: Environment): string;
export function lookUpMongodb(environment?: Environment): FoundMongodb | null;
