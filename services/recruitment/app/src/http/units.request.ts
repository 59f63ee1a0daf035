import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsIn,
  IsString,
  Length,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsCommandId } from './field-rules.ts';

/** As the contracts write codes. */
export const CODE = /^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,63}$/;
export const CODE_MESSAGE = {
  message:
    '$property must be 1 to 64 letters, digits or . _ / : @ -, beginning with one of the first',
};

export class LabelRequest {
  @ApiProperty({ example: '110指挥中心' })
  @IsString()
  @Length(1, 400)
  zh: string;

  @ApiProperty({ example: '110 command centre' })
  @IsString()
  @Length(1, 400)
  en: string;
}

export class UnitRequest {
  @IsCommandId()
  commandId?: string;

  @ApiProperty({ example: 'ZJG-110' })
  @Matches(CODE, CODE_MESSAGE)
  unit: string;

  @ApiProperty({ type: LabelRequest })
  @IsDefined()
  @ValidateNested()
  @Type(() => LabelRequest)
  name: LabelRequest;

  @ApiProperty({ type: String, example: 'ZJG', nullable: true, description: 'null for a root' })
  @ValidateIf(({ parent }: UnitRequest) => parent !== null)
  @Matches(CODE, CODE_MESSAGE)
  parent: string | null;

  @ApiProperty({ enum: ['BLOCK', 'SCALE', 'CARRY_POOL'] })
  @IsIn(['BLOCK', 'SCALE', 'CARRY_POOL'])
  budgetMode: 'BLOCK' | 'SCALE' | 'CARRY_POOL';
}
