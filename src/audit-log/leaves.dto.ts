// Answers for the shapes of the audit log on the outside.
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

/** Which leaves to read. */
export class LeavesQueryDto {
  /** Number of the first leaf, from 0. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  from = 0;

  /** At most this many. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit = 50;
}

/** One entry of the log. */
export class LeafDto {
  /** Place in the log, from 0 without gaps. */
  number!: number;

  /** RFC 3339. */
  at!: string;

  type!: string;

  /** RFC 6962 leaf hash: SHA-256 over the byte 00 and the canonical JSON of `leaf`, hex. */
  leafHash!: string;

  /** What was committed to; holds no personal data. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  leaf!: Record<string, unknown>;
}

/** Entries in the order of their numbers. */
export class LeafPageDto {
  items!: LeafDto[];
}
