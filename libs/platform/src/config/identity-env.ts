import {
  ArrayNotEmpty,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { embeddedIssuerOf, type IssuerKey } from '../auth/issuer-key.ts';
import { listOf, pairsOf } from './parse.ts';
import { HttpsInProduction, RefusedInProduction } from './refused-in-production.ts';
import { TlsEnv } from './tls-env.ts';
import { EnvVariable } from './variable.ts';

/** Signatures made with a private key: with a shared secret, who can check could also forge. */
const ALGORITHMS = ['ES256', 'ES384', 'PS256', 'PS384', 'RS256', 'RS384', 'EdDSA'];
const WEB = /^https?:\/\//;

/** Whose tokens are believed, how they are read, and how this service gets its own. */
export class IdentityEnv extends TlsEnv {
  @EnvVariable({ describe: 'Issuer that tokens must name', example: 'urn:yiwangkao:embedded' })
  @IsNotEmpty()
  @HttpsInProduction()
  JWT_ISSUER = 'urn:yiwangkao:embedded';

  @EnvVariable({ describe: 'Audience that tokens must name', example: 'yiwangkao' })
  @IsNotEmpty()
  JWT_AUDIENCE = 'yiwangkao';

  @EnvVariable({
    describe: "Key set of the bureau's identity service; empty: found by JWT_ISSUER (discovery)",
  })
  @ValidateIf((env: IdentityEnv) => env.JWKS_URL !== undefined || !canFindKeys(env))
  @Matches(WEB, {
    message: 'JWKS_URL or JWT_ISSUER (a web address), or EMBEDDED_ISSUER_KEY must be given',
  })
  @HttpsInProduction()
  JWKS_URL?: string;

  @EnvVariable({
    describe: `Signatures that are believed, of ${ALGORITHMS.join(', ')}`,
    example: 'ES256,PS256,RS256',
    parse: listOf,
  })
  @ArrayNotEmpty()
  @IsIn(ALGORITHMS, { each: true })
  JWT_ALGORITHMS: string[] = ['ES256', 'PS256', 'RS256'];

  @EnvVariable({
    describe: 'at+jwt, or jwt for an issuer that does not mark access tokens (RFC 9068)',
    example: 'at+jwt',
  })
  @IsIn(['at+jwt', 'jwt'])
  JWT_TYPE: 'at+jwt' | 'jwt' = 'at+jwt';

  @EnvVariable({ describe: 'Clocks may differ by so many seconds', example: '60', parse: Number })
  @IsInt()
  @Min(0)
  @Max(300)
  JWT_CLOCK_SKEW_SECONDS = 60;

  @EnvVariable({
    describe: 'Claim with the roles: its name, or a path such as realm_access.roles',
    example: 'roles',
  })
  @IsNotEmpty()
  JWT_ROLES_CLAIM = 'roles';

  @EnvVariable({
    describe: "The issuer's names of roles: theirs=ours, comma separated; empty: they are ours",
    parse: pairsOf,
  })
  @IsObject()
  JWT_ROLE_NAMES: Record<string, string> = {};

  @EnvVariable({ describe: 'Claim with the codes of units, * for all', example: 'units' })
  @IsNotEmpty()
  JWT_UNITS_CLAIM = 'units';

  @EnvVariable({ describe: "Claim with the caller's own officer id", example: 'officer' })
  @IsNotEmpty()
  JWT_OFFICER_CLAIM = 'officer';

  @EnvVariable({ describe: 'Claim with the name of the client', example: 'client_id' })
  @IsNotEmpty()
  JWT_CLIENT_CLAIM = 'client_id';

  @EnvVariable({
    describe: "The issuer's names of our services: theirs=ywk-duty, …; empty: they are ours",
    parse: pairsOf,
  })
  @IsObject()
  JWT_CLIENT_NAMES: Record<string, string> = {};

  @EnvVariable({
    describe: 'Private key (JWK, ES256) of the embedded issuer; refused in production',
    secret: true,
    parse: embeddedIssuerOf,
  })
  @ValidateIf((env: IdentityEnv) => env.EMBEDDED_ISSUER_KEY !== undefined)
  @IsObject()
  @RefusedInProduction()
  EMBEDDED_ISSUER_KEY?: IssuerKey;

  @EnvVariable({ describe: 'Client of this service at the issuer, such as ywk-duty' })
  @IsOptional()
  @IsString()
  SERVICE_CLIENT_ID?: string;

  @EnvVariable({ describe: 'File with the secret of that client, read at every renewal' })
  @ValidateIf(
    ({ SERVICE_CLIENT_ID: id, SERVICE_CLIENT_KEY_FILE: key }: IdentityEnv) =>
      id !== undefined && key === undefined,
  )
  @IsString({ message: 'SERVICE_CLIENT_SECRET_FILE or SERVICE_CLIENT_KEY_FILE must be given' })
  SERVICE_CLIENT_SECRET_FILE?: string;

  @EnvVariable({
    describe: 'How the secret is sent: basic (in the header), or post (in the body)',
    example: 'basic',
  })
  @IsIn(['basic', 'post'])
  SERVICE_CLIENT_AUTH: 'basic' | 'post' = 'basic';

  @EnvVariable({
    describe: 'Instead of a secret: file with the private key (JWK with alg) of that client',
  })
  @IsOptional()
  @IsString()
  SERVICE_CLIENT_KEY_FILE?: string;

  @EnvVariable({ describe: 'Where tokens are asked for; empty: found by JWT_ISSUER (discovery)' })
  @ValidateIf((env: IdentityEnv) => env.SERVICE_TOKEN_URL !== undefined || !canFindTokens(env))
  @Matches(WEB, { message: 'SERVICE_TOKEN_URL or JWT_ISSUER must be a web address' })
  @HttpsInProduction()
  SERVICE_TOKEN_URL?: string;

  @EnvVariable({
    describe: 'What the issuer wants to be told besides: scope=…, audience=… or resource=…',
    parse: pairsOf,
  })
  @IsObject()
  SERVICE_TOKEN_PARAMETERS: Record<string, string> = {};
}

const canFindKeys = ({ EMBEDDED_ISSUER_KEY: own, JWT_ISSUER: issuer }: IdentityEnv): boolean =>
  own !== undefined || WEB.test(issuer);

const canFindTokens = ({ SERVICE_CLIENT_ID: id, JWT_ISSUER: issuer }: IdentityEnv): boolean =>
  id === undefined || WEB.test(issuer);
