// Answers for sender and mail relay: named by the campaign, declared by the assessment (K2; GDPR Art. 28).
import type { LiaFacts } from '../facts.js';
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

export function senderDeclared({ facts: { contact, lia, message } }: Inquiry): Reason[] {
  if (contact === null || message === null) return [];
  const reasons = message.senderDomain === null ? [reason('SENDER_MISSING')] : [];
  if (message.relayHost === null) reasons.push(reason('RELAY_MISSING'));
  else if (lia !== null && !isDeclared(message.relayHost, lia)) reasons.push(reason('PROCESSOR_UNDECLARED'));
  return reasons;
}

function isDeclared(relayHost: string, { processorHosts }: LiaFacts): boolean {
  const relay = relayHost.toLowerCase();
  return processorHosts.some((host) => host === '*' || host.toLowerCase() === relay);
}
