// Answers for accounts and keys as they are written and shown over HTTP.
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsString, MaxLength, Matches } from 'class-validator';
import { roles, type Role } from '../ports/account-store.port.js';

const longestName = 200;
const kinds = ['person', 'machine'] as const;

export class NewAccountDto {
  /** Shown in lists; who it is. */
  @IsString()
  @MaxLength(longestName)
  @Matches(/\S/, { message: 'must not be empty' })
  name!: string;

  /** Only a person can approve an assessment. */
  @IsIn(kinds)
  kind!: (typeof kinds)[number];

  /** What the account may do. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(roles.length)
  @IsIn(roles, { each: true })
  roles!: Role[];
}

export class KeyDto {
  /** Id of the key, by which it is revoked. */
  id!: string;
  /** RFC 3339 UTC. */
  createdAt!: string;
  /** RFC 3339 UTC; null while the key is valid. */
  revokedAt!: string | null;
}

export class AccountDto {
  id!: string;
  name!: string;
  kind!: 'person' | 'machine';
  roles!: Role[];
  /** RFC 3339 UTC. */
  createdAt!: string;
  keys!: KeyDto[];
}

export class AccountPageDto {
  items!: AccountDto[];
  nextCursor!: string | null;
}

export class AccountWithKeyDto extends AccountDto {
  /** The new key, `fk_<id>_<secret>`. It is shown this once. */
  key!: string;
}
