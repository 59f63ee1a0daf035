/** Jest's global tear-down: says once more what the tests ran against, and ends what the set-up started. */
export default async () => {
  process.stderr.write(`${globalThis.ywkTestServersUsed}\n`);
  await globalThis.ywkTestServers?.stop();
};
