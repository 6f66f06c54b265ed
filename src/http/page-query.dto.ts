// Answers for how a list is asked for page by page.
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

const defaultLimit = 50;
const maxLimit = 200;
const longestCursor = 200;

export class PageQueryDto {
  /** How many items at most. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: maxLimit, default: defaultLimit })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(maxLimit)
  limit: number = defaultLimit;

  /** `nextCursor` of the page before; absent for the first page. */
  @IsOptional()
  @IsString()
  @MaxLength(longestCursor)
  @Matches(/^[\w.:=-]+$/, { message: 'must be a nextCursor of the page before' })
  cursor?: string;
}
