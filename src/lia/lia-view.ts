// Answers for how a stored assessment looks on the outside.
import type { Lia, LiaDraft, LiaVersion } from '../ports/lia-store.port.js';
import { toIso, type DateOnly, type Instant } from '../shared/instant.js';
import type { LiaDraftDto } from './lia-draft.dto.js';
import { liaState, openVersion, shownVersion } from './lia-state.js';
import type { LiaDto, LiaVersionDto } from './lia-view.dto.js';

const isoOrNull = (instant: Instant | null): string | null => (instant === null ? null : toIso(instant));

// The stored draft is the checked input in regular form: only its lists are read-only.
const draftView = (draft: LiaDraft): LiaDraftDto => draft as LiaDraftDto;

/** @param today UTC date on which the state is asked for. */
export function liaView(lia: Lia, today: DateOnly): LiaDto {
  const shown = shownVersion(lia);
  const open = openVersion(lia);
  return {
    id: lia.id,
    version: shown.version,
    state: liaState(lia, today),
    nextReviewOn: shown.nextReviewOn,
    submittedBy: shown.submittedBy,
    approvedBy: shown.approvedBy,
    hash: shown.hash,
    draft: draftView(shown.draft),
    ...(open === null || open === shown ? {} : { pendingVersion: { version: open.version, state: open.state } }),
  };
}

export function liaVersionView(version: LiaVersion): LiaVersionDto {
  return {
    version: version.version,
    state: version.state,
    hash: version.hash,
    draft: draftView(version.draft),
    createdBy: version.createdBy,
    createdAt: toIso(version.createdAt),
    submittedBy: version.submittedBy,
    submittedAt: isoOrNull(version.submittedAt),
    approvedBy: version.approvedBy,
    approvedAt: isoOrNull(version.approvedAt),
    approvalComment: version.approvalComment,
    nextReviewOn: version.nextReviewOn,
    withdrawnBy: version.withdrawnBy,
    withdrawnAt: isoOrNull(version.withdrawnAt),
  };
}
