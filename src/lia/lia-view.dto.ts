// Answers for the shapes in which assessments go out, and in which an approval comes in.
import { IsISO8601, IsOptional, Length, Matches } from 'class-validator';
import type { LiaState, LiaVersionState } from '../ports/lia-store.port.js';
import { LiaDraftDto } from './lia-draft.dto.js';
import { asSomeLines, someLines } from './text-patterns.js';

/** Brings a submitted version into force. */
export class ApproveLiaDto {
  /** Date `YYYY-MM-DD`, at most 12 months ahead; from the day after it nothing is sent until a review is approved. */
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'must be a date, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  nextReviewOn!: string;

  /** Why the assessment holds; kept with the version. */
  @IsOptional()
  @Length(1, 2_000)
  @Matches(someLines, asSomeLines)
  comment?: string;
}

/** A version that is being written or waits for approval, beside the one in force. */
export class PendingVersionDto {
  version!: number;
  state!: LiaVersionState;
}

/** An assessment, shown by its version in force, else by its newest. */
export class LiaDto {
  id!: string;
  version!: number;
  /** `review_due`: an open version goes beyond the one in force. `overdue`: the review date has passed. */
  state!: LiaState;
  /** Date `YYYY-MM-DD`; null before approval. */
  nextReviewOn!: string | null;
  /** Id of the account that submitted this version. */
  submittedBy!: string | null;
  /** Id of the account that approved this version. */
  approvedBy!: string | null;
  /** `sha256:<hex>` over the canonical JSON (RFC 8785) of `draft`. */
  hash!: string;
  draft!: LiaDraftDto;
  pendingVersion?: PendingVersionDto;
}

/** One page of assessments. */
export class LiaPageDto {
  items!: LiaDto[];
  nextCursor!: string | null;
}

/** One version with everything that happened to it. Times are RFC 3339. */
export class LiaVersionDto {
  version!: number;
  state!: LiaVersionState;
  hash!: string;
  draft!: LiaDraftDto;
  createdBy!: string;
  createdAt!: string;
  submittedBy!: string | null;
  submittedAt!: string | null;
  approvedBy!: string | null;
  approvedAt!: string | null;
  approvalComment!: string | null;
  nextReviewOn!: string | null;
  withdrawnBy!: string | null;
  withdrawnAt!: string | null;
}

/** All versions of an assessment, oldest first. */
export class LiaVersionsDto {
  items!: LiaVersionDto[];
  nextCursor!: string | null;
}
