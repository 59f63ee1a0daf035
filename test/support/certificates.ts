import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';

const KEYS = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;

/** Files of one certificate, PEM. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** @param days from now until it ends */
const validity = (days = 1) => ({
  notBefore: new Date(Date.now() - (days < 0 ? 1 - days : 1) * DAY_MS),
  notAfter: new Date(Date.now() + days * DAY_MS),
});

const pemOfKey = async ({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> =>
  PemConverter.encode(await crypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');

/** An authority that signs certificates for servers and clients on this machine, for a day. */
export class TestAuthority {
  private readonly folder = mkdtempSync(join(tmpdir(), 'ywk-certificates-'));

  private constructor(
    private readonly keys: webcrypto.CryptoKeyPair,
    private readonly certificate: X509Certificate,
  ) {
    writeFileSync(this.file, certificate.toString('pem'));
  }

  static async create(name: string): Promise<TestAuthority> {
    const keys = await crypto.subtle.generateKey(KEYS, true, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.createSelfSigned({
      ...{ name: `CN=${name}`, keys, signingAlgorithm: KEYS, ...validity() },
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    });
    return new TestAuthority(keys, certificate);
  }

  /** The authority's own certificate. */
  get file(): string {
    return join(this.folder, 'authority.pem');
  }

  /** A certificate for a server at localhost, or for who calls one. @param days that it is valid; negative: it has expired */
  async issue(name: string, days?: number): Promise<CertificateFiles> {
    const keys = await crypto.subtle.generateKey(KEYS, true, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.create({
      ...{ subject: `CN=${name}`, issuer: this.certificate.subject, ...validity(days) },
      ...{ publicKey: keys.publicKey, signingKey: this.keys.privateKey, signingAlgorithm: KEYS },
      extensions: [
        new SubjectAlternativeNameExtension([
          { type: 'dns', value: 'localhost' },
          { type: 'ip', value: '127.0.0.1' },
        ]),
      ],
    });
    const files = { cert: this.place(`${name}.pem`), key: this.place(`${name}.key`) };
    writeFileSync(files.cert, certificate.toString('pem'));
    writeFileSync(files.key, await pemOfKey(keys), { mode: 0o600 });
    return files;
  }

  /** A file of one's own beside them. */
  place(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
