/**
 * Asks the service in this container whether it can do its work; the exit code is the answer. Over
 * HTTPS its certificate is not looked at: it names the host for others, and `ywk doctor` watches it.
 */
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';

const { PORT, TLS_CERT_FILE } = process.env;
const place = { host: '127.0.0.1', port: PORT, path: '/health/ready', timeout: 4_000 };
const get = TLS_CERT_FILE ? getSecure : getPlain;

process.exitCode = 1;
get({ ...place, rejectUnauthorized: false }, (answer) => {
  process.exitCode = answer.statusCode === 200 ? 0 : 1;
  answer.resume();
})
  .on('timeout', function () {
    this.destroy();
  })
  .on('error', () => {});
