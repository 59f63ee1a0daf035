import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import type { IncomingMessage } from 'node:http';
import { Agent, buildConnector, fetch as fetchThrough } from 'undici';
import type { TlsEnv } from '../config/tls-env.ts';

const text = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : readFileSync(path, 'utf8');

/** Options of the HTTPS server; undefined where plain HTTP is served. @throws when a file is not there */
export const servingOptions = (env: TlsEnv) => {
  if (env.TLS_CERT_FILE === undefined) return undefined;
  const { TLS_CLIENT_CA_FILE: authorities } = env;
  return {
    cert: text(env.TLS_CERT_FILE),
    key: text(env.TLS_KEY_FILE),
    ...(authorities === undefined ? {} : { ca: text(authorities), requestCert: true }),
    // People have none: who must have one is known when the token was read.
    rejectUnauthorized: false,
  };
};

/**
 * What binds a token to a certificate (RFC 8705): SHA-256 of its DER form, base64url. Undefined
 * where the caller showed none, or one of no authority that is trusted.
 */
export const thumbprintOf = ({ socket }: Pick<IncomingMessage, 'socket'>): string | undefined => {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const { raw } = socket.getPeerCertificate();
  return createHash('sha256').update(raw).digest('base64url');
};

/** Fetches as this service: with its certificate, from those whose authorities are named. */
export type Fetch = (url: string | URL, request?: RequestInit) => Promise<Response>;

/** Files are read at each new connection, so what was renewed is used without a restart. */
const connectionsOf = (env: TlsEnv): Agent | undefined => {
  if (env.TLS_CA_FILE === undefined && env.TLS_CERT_FILE === undefined) return undefined;
  return new Agent({
    connect: (options, done) =>
      buildConnector({
        ca: text(env.TLS_CA_FILE),
        cert: text(env.TLS_CERT_FILE),
        key: text(env.TLS_KEY_FILE),
      })(options, done),
  });
};

/**
 * Not the fetch that Node brings: it cannot be told by which connections, and that of Node 20 leaves
 * who reads a packed body waiting for ever when the request is called off meanwhile.
 */
export const fetchWith = (env: TlsEnv): Fetch => {
  const dispatcher = connectionsOf(env);
  const through = dispatcher === undefined ? {} : { dispatcher };
  const send = fetchThrough as unknown as (url: string | URL, request: object) => Promise<Response>;
  return (url, request = {}) => send(url, { ...request, ...through });
};
