/**
 * The first step of `npm start`, `npm test` and the other commands in package.json: plain Node
 * without dependencies, so that it runs in a bare clone and can make everything else.
 */
const [major, minor] = process.versions.node.split('.').map(Number);
const enough = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
if (!enough) {
  console.error(
    `Node ${process.versions.node} is too old: 20.19 or newer is needed (21 and early 22 are not).\n` +
      `Node 版本过低：需要 20.19 或更新版本。`,
  );
  process.exit(69);
}

const { runCommandLine } = await import('./setup/command-line.mjs');
process.exitCode = await runCommandLine(process.argv.slice(2));
