// Answers for what the gate sees of an assessment: the version in force, else the newest one with its state.
import type { LiaFacts } from '../gate/facts.js';
import { liaState, shownVersion } from '../lia/lia-state.js';
import type { Lia, LiaDraft } from '../ports/lia-store.port.js';
import type { DateOnly } from '../shared/instant.js';

export function liaFacts(lia: Lia, today: DateOnly): LiaFacts {
  const { version, draft, nextReviewOn } = shownVersion(lia);
  const { controller } = draft;
  return {
    id: lia.id,
    version,
    state: liaState(lia, today),
    nextReviewOn,
    bounds: draft.bounds,
    languages: Object.keys(draft.purposeStatement),
    hasPostalAddress: controller.postalAddress.trim() !== '',
    hasControllerContact: [controller.email, controller.phone, controller.website].some((way) => way?.trim()),
    callerNumbers: draft.callerNumbers,
    processorHosts: processorHosts(draft),
  };
}

/** An entry without hosts declares any relay. */
function processorHosts(draft: LiaDraft): string[] {
  return draft.processors.flatMap(({ hosts }) => (hosts === undefined || hosts.length === 0 ? ['*'] : hosts));
}
