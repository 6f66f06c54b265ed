// Answers for the two ways in which Fairknock lets a person be contacted.
export const channels = ['email', 'call'] as const;
export type Channel = (typeof channels)[number];
