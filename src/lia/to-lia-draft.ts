// Answers for the one form in which a draft is stored and hashed: defaults filled in, lists and spellings made regular.
import type { LiaBounds, LiaDraft } from '../ports/lia-store.port.js';
import { canonicalDomain } from '../shared/canonical-email.js';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.js';
import { parsePhone } from '../shared/canonical-phone.js';
import type { JsonObject } from '../shared/json.js';
import type { LiaControllerDto } from './lia-controller.dto.js';
import type { LiaBoundsDto, LiaDraftDto, ProcessorDto } from './lia-draft.dto.js';

/** `null` and `undefined` members are left out, so that the hash does not depend on how "nothing" was written. */
function compact<T extends object>(value: T): { [K in keyof T]: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => (member ?? null) !== null)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };
}

const phoneOf = (text: string): string => parsePhone(text)?.phone ?? text;

function controllerOf(controller: LiaControllerDto): LiaDraft['controller'] {
  const { name, postalAddress, email, phone, website, dpo, regulator } = controller;
  return compact({
    name: name.trim(),
    postalAddress: postalAddress.trim(),
    email: email.trim(),
    phone: (phone ?? null) === null ? undefined : phoneOf(phone ?? ''),
    website,
    dpo: { name: dpo.name.trim(), email: dpo.email.trim() },
    regulator: (regulator ?? null) === null ? undefined : { name: regulator?.name ?? '', url: regulator?.url ?? '' },
  });
}

/** Trimmed; of spellings that differ only in case the first stays. */
export function uniqueRoles(roles: readonly string[]): string[] {
  const byText = new Map(roles.toReversed().map((role) => [role.trim().toLowerCase(), role.trim()]));
  return [...byText.values()].toReversed();
}

function boundsOf(bounds: LiaBoundsDto): LiaBounds {
  const { sendWindow, sourceDomains } = bounds;
  return compact({
    channels: bounds.channels,
    dataFields: bounds.dataFields,
    sourceKinds: bounds.sourceKinds,
    sourceDomains: sourceDomains?.map((domain) => canonicalDomain(domain) ?? domain),
    countries: bounds.countries,
    targetRoles: uniqueRoles(bounds.targetRoles),
    maxEmails: bounds.maxEmails,
    maxCalls: bounds.maxCalls,
    minGapDays: bounds.minGapDays,
    callAfterEmailDays: bounds.callAfterEmailDays ?? 0,
    retentionDays: bounds.retentionDays,
    sendWindow: { days: sendWindow.days.toSorted((a, b) => a - b), from: sendWindow.from, to: sendWindow.to },
  });
}

function processorOf(processor: ProcessorDto): LiaDraft['processors'][number] {
  const { name, country, purpose, hosts } = processor;
  return compact({
    name: name.trim(),
    country,
    purpose: purpose.trim(),
    hosts: hosts?.map((host) => host.toLowerCase()),
  });
}

/** @param dto a validated draft. */
export function toLiaDraft(dto: LiaDraftDto): LiaDraft {
  return {
    title: dto.title.trim(),
    type: dto.type,
    controller: controllerOf(dto.controller),
    interest: dto.interest,
    interestHolder: dto.interestHolder,
    purposeStatement: { ...dto.purposeStatement },
    privacyPolicyUrl: dto.privacyPolicyUrl,
    bounds: boundsOf(dto.bounds),
    processors: (dto.processors ?? []).map(processorOf),
    callerNumbers: (dto.callerNumbers ?? []).map(phoneOf),
  };
}

/** `sha256:<hex>` over the canonical JSON (RFC 8785) of the draft (A19). */
export function liaHash(draft: LiaDraft): string {
  return `sha256:${sha256Hex(canonicalJson(draft as unknown as JsonObject))}`;
}
