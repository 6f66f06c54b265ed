// Answers for the shape in which the controller's identity comes in (GDPR Article 14(1)(a) and (b)).
import { Type } from 'class-transformer';
import { IsDefined, IsOptional, Length, Matches, ValidateNested } from 'class-validator';
import { IsEmailAddress, IsPhoneNumber, IsWebAddress } from './lia-constraints.js';
import { asOneLine, asSomeLines, oneLine, someLines } from './text-patterns.js';

/** The data-protection officer or contact. */
export class LiaDpoDto {
  @Length(1, 200)
  @Matches(oneLine, asOneLine)
  name!: string;

  @IsEmailAddress()
  email!: string;
}

/** Where people can complain. */
export class LiaRegulatorDto {
  @Length(1, 200)
  @Matches(oneLine, asOneLine)
  name!: string;

  @IsWebAddress()
  url!: string;
}

/** Who writes and answers for it. */
export class LiaControllerDto {
  @Length(1, 200)
  @Matches(oneLine, asOneLine)
  name!: string;

  /** Street address or box number; part of every message. */
  @Length(1, 500)
  @Matches(someLines, asSomeLines)
  postalAddress!: string;

  @IsEmailAddress()
  email!: string;

  @IsOptional()
  @IsPhoneNumber()
  phone?: string;

  @IsOptional()
  @IsWebAddress()
  website?: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => LiaDpoDto)
  dpo!: LiaDpoDto;

  @IsOptional()
  @ValidateNested()
  @Type(() => LiaRegulatorDto)
  regulator?: LiaRegulatorDto;
}
