import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Label } from '@ywk/kernel';
import { Problem } from '@ywk/platform';
import { IsOptional, Matches } from 'class-validator';
import { NOW } from '../persistence/database.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.]\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** What an `asOf` says, for those who take one. */
export const AS_OF = {
  example: '2024-06-01T00:00:00.000Z',
  description: 'What was believed then: only what the services had taken in by this instant',
} as const;

/** `?asOf=` of every read of scores. */
export class AsOfQuery {
  @ApiPropertyOptional(AS_OF)
  @IsOptional()
  @Matches(INSTANT)
  asOf?: string;
}

/** The same where it must be there. */
export class SinceQuery {
  @ApiProperty(AS_OF)
  @Matches(INSTANT)
  asOf: string;
}

/** The same with a second instant. */
export class BetweenQuery extends SinceQuery {
  @ApiPropertyOptional({
    example: '2024-06-10T00:00:00.000Z',
    description: 'The later instant of the two; now when absent',
  })
  @IsOptional()
  @Matches(INSTANT)
  until?: string;
}

/** Matches an instant with its zone; for queries that are pages as well. */
export const IsInstant = (): PropertyDecorator => Matches(INSTANT);

const refused = (code: string, detail: Label): Problem =>
  new Problem({
    ...{ code, status: 422, detail },
    title: { zh: '查询时点无效', en: 'Not an instant to look back from' },
    errors: [{ pointer: '?asOf', code, detail: detail.en, detailZh: detail.zh }],
  });

/**
 * The later of two instants, ms; {@link NOW} when none is named.
 * @throws Problem AS_OF_NOT_AN_INSTANT, AS_OF_IN_FUTURE, AS_OF_NOT_BEFORE
 */
export const laterOf = ({ asOf, until }: BetweenQuery): number => {
  const later = untilOf(until);
  if (later >= untilOf(asOf)) return later;
  throw refused('AS_OF_NOT_BEFORE', {
    zh: `asOf（${asOf}）晚于 until（${until}），须早于或等于后者。`,
    en: `asOf ${asOf} is after until ${until}; it must be the earlier one.`,
  });
};

/**
 * The instant up to which things count, ms; {@link NOW} when none is named.
 * @throws Problem AS_OF_NOT_AN_INSTANT, AS_OF_IN_FUTURE
 */
export const untilOf = (asOf: string | undefined): number => {
  if (asOf === undefined) return NOW;
  const until = Date.parse(asOf);
  if (Number.isNaN(until)) {
    throw refused('AS_OF_NOT_AN_INSTANT', {
      zh: `日历上没有${asOf}。`,
      en: `${asOf} is on no calendar.`,
    });
  }
  if (until > Date.now()) {
    throw refused('AS_OF_IN_FUTURE', {
      zh: `${asOf}尚未到来，请指定过去的时点。`,
      en: `${asOf} is still to come; name an instant that has passed.`,
    });
  }
  return until;
};
