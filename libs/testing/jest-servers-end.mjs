/** Jest's global tear-down: ends what the set-up started. */
export default () => globalThis.ywkTestServers?.stop();
