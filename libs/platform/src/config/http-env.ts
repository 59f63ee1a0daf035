import { IsInt, IsUrl, Max, Min } from 'class-validator';
import { IdentityEnv } from './identity-env.ts';
import { listOf } from './parse.ts';
import { EnvVariable } from './variable.ts';

/** What every service reads about how it speaks HTTP. */
export class HttpEnv extends IdentityEnv {
  @EnvVariable({
    describe: 'Web addresses whose pages may call the service, comma separated; empty: none',
    example: '',
    parse: listOf,
  })
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { each: true },
  )
  CORS_ORIGINS: string[] = [];

  @EnvVariable({
    describe: 'Largest JSON body, unpacked, KiB; lines have limits of their own',
    example: '1024',
    parse: Number,
  })
  @IsInt()
  @Min(16)
  @Max(65_536)
  HTTP_BODY_KIB = 1024;

  @EnvVariable({
    describe: 'A request must have arrived whole within so many seconds',
    example: '300',
    parse: Number,
  })
  @IsInt()
  @Min(5)
  @Max(3600)
  HTTP_REQUEST_SECONDS = 300;

  @EnvVariable({
    describe: 'A request is answered within so many seconds, with 503 when its work takes longer',
    example: '300',
    parse: Number,
  })
  @IsInt()
  @Min(1)
  @Max(3600)
  HTTP_ANSWER_SECONDS = 300;

  @EnvVariable({
    describe: 'Requests of one caller within the window below; lines and services do not count',
    example: '60000',
    parse: Number,
  })
  @IsInt()
  @Min(1)
  RATE_LIMIT_REQUESTS = 60_000;

  @EnvVariable({
    describe: 'Window of the limit above, seconds; counted by each process for itself',
    example: '60',
    parse: Number,
  })
  @IsInt()
  @Min(1)
  @Max(3600)
  RATE_LIMIT_SECONDS = 60;
}
