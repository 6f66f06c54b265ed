// Answers for the gate rows on the way to a person: the same for the decision and for the claim.
import { domainGateKeys, type VersionedKey } from '../shared/address-keys.js';
import type { Contact } from '../ports/contact-store.port.js';
import type { GateKey } from '../shared/ids.js';
import type { PersonFacts } from '../gate/facts.js';
import { campaignGate, installationGate, liaGate } from '../suppression/gate-keys.js';
import type { Question } from './question.js';

export type GateKind = PersonFacts['closedGates'][number];

/** The decision and the claim ask the same question, with the keys of the same installation. */
const known = new WeakMap<Question, ReadonlyMap<GateKey, GateKind>>();

/**
 * Domain of the address with its parents, LIA, campaign, installation; the phone number for calls only: a switchboard
 * number shared by colleagues must not silence their mail.
 */
export function touchGates(question: Question, keys: readonly VersionedKey[]): ReadonlyMap<GateKey, GateKind> {
  const gates = known.get(question) ?? findGates(question, keys);
  known.set(question, gates);
  return gates;
}

function findGates(question: Question, keys: readonly VersionedKey[]): ReadonlyMap<GateKey, GateKind> {
  const { contact, lia, campaign, channel } = question;
  const gates = new Map<GateKey, GateKind>([[installationGate, 'installation']]);
  for (const key of domainKeys(contact, keys)) gates.set(key, 'domain');
  if (channel === 'call') for (const key of contact?.phoneKeys ?? []) gates.set(key, 'phone');
  if (lia !== null) gates.set(liaGate(lia.id), 'lia');
  if (campaign !== null) gates.set(campaignGate(campaign.id), 'campaign');
  return gates;
}

function domainKeys(contact: Contact | null, keys: readonly VersionedKey[]): GateKey[] {
  const email = contact?.fields?.email;
  return email === undefined ? [] : domainGateKeys(keys, email.slice(email.lastIndexOf('@') + 1));
}
