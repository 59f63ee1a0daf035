import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Finding } from './finding.ts';
import { certificateFinding } from './host-checks.ts';

/** A server that shows a certificate to whoever connects. */
export interface TlsPlace {
  /** `host:port` */
  readonly address: string;
  /** PostgreSQL speaks without TLS until it is asked for it. */
  readonly afterRequest?: true;
}

/** How TLS is asked for at PostgreSQL: the length, then the number of this request. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const YES = 'S';
const ANSWER_MS = 3_000;

const agreesToTls = async (socket: Socket, signal: AbortSignal): Promise<boolean> => {
  socket.write(SSL_REQUEST);
  await once(socket, 'readable', { signal });
  return (socket.read(1) as Buffer | null)?.toString() === YES;
};

/** The certificate (DER) as it is shown, be it good or not; undefined where none is: other checks tell why. */
const shownAt = async ({ address, afterRequest }: TlsPlace): Promise<Buffer | undefined> => {
  const { hostname: host, port } = new URL(`tls://${address}`);
  const signal = AbortSignal.timeout(ANSWER_MS);
  const socket = connect({ host, port: Number(port) });
  try {
    await once(socket, 'connect', { signal });
    if (afterRequest && !(await agreesToTls(socket, signal))) return undefined;
    const name = isIP(host) === 0 ? { servername: host } : {};
    const covered = connectTls({ socket, ...name, rejectUnauthorized: false });
    await once(covered, 'secureConnect', { signal });
    return covered.getPeerCertificate().raw;
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
};

/** How long the certificates that servers show are good for. @param now ms since 1970 */
export const servedFindings = async (
  places: readonly TlsPlace[],
  now = Date.now(),
): Promise<Finding[]> => {
  const shown = await Promise.all(places.map(shownAt));
  return places.flatMap(({ address }, at) => {
    const certificate = shown[at];
    return certificate === undefined ? [] : [certificateFinding(address, certificate, now)];
  });
};
