import { DISPATCH_KINDS } from '@ywk/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@ywk/platform';
import {
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  registerDecorator,
} from 'class-validator';

const CODE = /^[A-Za-z0-9][A-Za-z0-9._/:@-]{0,63}$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MOST = 9_007_199_254_740_991;

const areCounts = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(
    ([kind, n]) =>
      DISPATCH_KINDS.some((known) => known === kind) && Number.isSafeInteger(n) && Number(n) >= 0,
  );

const CountsByKind = (): PropertyDecorator => (target, property) =>
  registerDecorator({
    name: 'countsByKind',
    target: target.constructor,
    propertyName: String(property),
    options: { message: '$property holds whole numbers by kind of event' },
    validator: { validate: areCounts },
  });

export class SourceRequest {
  @ApiProperty({ example: 'Asia/Shanghai', description: 'IANA name; days of figures begin in it' })
  @IsString()
  @MaxLength(64)
  timeZone: string;
}

/** What a source says it sent for one day of its zone. */
export class ManifestRequest {
  @ApiProperty({ example: 'cad-zjg' })
  @Matches(CODE)
  source: string;

  @ApiProperty({ example: '2024-05-31' })
  @Matches(DAY)
  day: string;

  @ApiProperty({ description: 'Messages whose "at" falls on the day' })
  @IsInt()
  @Min(0)
  @Max(MOST)
  events: number;

  @ApiPropertyOptional({ description: 'Calls that they name' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST)
  calls?: number;

  @ApiPropertyOptional({ example: { received: 2100, answered: 2050 } })
  @IsOptional()
  @IsObject()
  @CountsByKind()
  kinds?: Record<string, number>;

  @ApiPropertyOptional({ description: 'First running number of the day' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST)
  firstSeq?: number;

  @ApiPropertyOptional({ description: 'Last running number of the day' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST)
  lastSeq?: number;
}

export class ManifestsQuery extends PageQuery {
  @ApiProperty({ example: 'cad-zjg' })
  @Matches(CODE)
  source: string;

  @ApiProperty({ example: '2024-05-01' })
  @Matches(DAY)
  from: string;

  @ApiProperty({ example: '2024-05-31', description: 'Included' })
  @Matches(DAY)
  to: string;
}
