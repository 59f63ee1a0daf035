/**
 * A real OpenID provider over TLS, in a process of its own. It is told what to do in messages:
 * `{ files, clients }` first, then `{ keys }` (it signs with the first), answered by `{ url }` and
 * `{ fetches }`: how often its key set has been fetched.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

// The provider uses what Node 20 does not have yet.
URL.parse ??= (text) => (URL.canParse(text) ? new URL(text) : null);
const { default: Provider } = await import('oidc-provider');

const configurationOf = (keys, clients) => ({
  jwks: { keys },
  clients,
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  clientAuthMethods: ['client_secret_basic', 'private_key_jwt', 'none'],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    mTLS: {
      enabled: true,
      certificateBoundAccessTokens: true,
      getCertificate: ({ socket }) => socket.getPeerX509Certificate(),
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => 'urn:yiwangkao',
      getResourceServerInfo: () => ({
        scope: 'logs',
        audience: 'yiwangkao',
        accessTokenTTL: 600,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
  extraTokenClaims: () => ({ realm_access: { roles: ['svc'] } }),
});

let listener;
let fetches = 0;
let url;
let clients;

const start = ({ files, clients: known }) => {
  clients = known;
  const [cert, key, ca] = [files.cert, files.key, files.ca].map((file) => readFileSync(file));
  const server = createServer({ cert, key, ca, requestCert: true, rejectUnauthorized: false });
  server.on('request', (request, response) => {
    if (request.url === '/jwks') fetches += 1;
    listener(request, response);
  });
  server.listen(0, '127.0.0.1', () => {
    url = `https://localhost:${server.address().port}`;
    process.send({ url });
  });
};

process.on('message', (message) => {
  if (message.files) return start(message);
  if (message.keys) listener = new Provider(url, configurationOf(message.keys, clients)).callback();
  process.send({ fetches });
});
process.on('disconnect', () => process.exit());
