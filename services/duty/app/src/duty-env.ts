import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { EnvVariable, ServiceEnv } from '@ywk/platform';
import { IsDefined, IsInt, Max, Min, ValidateIf } from 'class-validator';

const KEY_BYTES = 32;

const keyOf = (text: string): KeyObject => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== KEY_BYTES) throw new TypeError(`must be ${KEY_BYTES} bytes in base64`);
  return createSecretKey(bytes);
};

/** The variables of the service duty, beside those of every service. */
export class DutyEnv extends ServiceEnv {
  @EnvVariable({
    describe: 'Key for refused lines of the feed: 32 bytes in base64; made up in development',
    secret: true,
    parse: keyOf,
  })
  @ValidateIf((env: DutyEnv) => env.EMBEDDED_ISSUER_KEY === undefined)
  @IsDefined({ message: 'PARKING_KEY must be given' })
  PARKING_KEY?: KeyObject;

  @EnvVariable({
    describe: 'Lines of the feed that may wait; more are answered 429',
    example: '40000',
    parse: Number,
  })
  @IsInt()
  @Min(10_000)
  @Max(1_000_000)
  FEED_QUEUE_LINES = 40_000;

  @EnvVariable({ describe: 'Appends of the feed at once', example: '3', parse: Number })
  @IsInt()
  @Min(1)
  @Max(16)
  FEED_APPENDS = 3;
}

/** The key for refused lines; in development it follows from the key of the embedded issuer. */
export const parkingKeyOf = ({ PARKING_KEY, EMBEDDED_ISSUER_KEY }: DutyEnv): KeyObject => {
  if (PARKING_KEY !== undefined) return PARKING_KEY;
  const seed = EMBEDDED_ISSUER_KEY?.d ?? '';
  if (seed === '') throw new TypeError('PARKING_KEY is needed where no issuer is embedded.');
  return createSecretKey(
    Buffer.from(hkdfSync('sha256', seed, 'duty', 'refused lines of the feed', KEY_BYTES)),
  );
};
