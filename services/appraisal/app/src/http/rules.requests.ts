import type { CarriedCase, RuleDocument, VersionName } from '@ywk/appraisal-domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Min,
} from 'class-validator';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const NAME = /^[A-Za-z][A-Za-z0-9._-]{0,63}$/;
/** As many cases as fit one append beside the document. */
const MOST_CASES = 400;

const KINDS: Readonly<Record<string, RuleDocument['kind']>> = {
  schemes: 'SCHEME',
  metrics: 'METRICS',
};

/** `schemes` or `metrics` in an address. */
export class RulesKindParams {
  @ApiProperty({ enum: Object.keys(KINDS) })
  @IsIn(Object.keys(KINDS))
  kind: string;

  get ruleKind(): RuleDocument['kind'] {
    return KINDS[this.kind] ?? 'SCHEME';
  }
}

/** `schemes/rc-1/2` in an address. */
export class RulesVersionParams extends RulesKindParams {
  @ApiProperty({ example: 'rc-1' })
  @Matches(NAME)
  name: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  version: number;

  get versionName(): VersionName {
    return { kind: this.ruleKind, name: this.name, version: this.version };
  }
}

export class DifferencesQuery {
  @ApiProperty({ example: 1 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  since: number;
}

export class CopyMonthRequest {
  @ApiProperty({ example: '2024-05' })
  @Matches(MONTH)
  from: string;

  @ApiProperty({ example: '2024-06' })
  @Matches(MONTH)
  to: string;
}

export class DraftRulesRequest {
  @ApiProperty({ type: Object, description: 'As its published schema describes it' })
  @IsObject()
  document: object;

  @ApiPropertyOptional({ type: [Object] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_CASES)
  @IsObject({ each: true })
  cases?: CarriedCase[];
}
