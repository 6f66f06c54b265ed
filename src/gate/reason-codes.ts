// Answers for the register of every reason code of a verdict; docs/reference is generated from it.
import { assessmentReasons } from './reasons/assessment-reasons.js';
import { countryReasons } from './reasons/country-reasons.js';
import { personReasons } from './reasons/person-reasons.js';
import type { ReasonEntry } from './reasons/reason-entry.js';
import { sendingReasons } from './reasons/sending-reasons.js';

const entries = { ...personReasons, ...countryReasons, ...assessmentReasons, ...sendingReasons };

export type ReasonCode = keyof typeof entries;

export const reasonCodes: Readonly<Record<ReasonCode, ReasonEntry>> = entries;
