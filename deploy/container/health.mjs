/** Asks the service in this container whether it can do its work; the exit code is the answer. */
const url = `http://127.0.0.1:${process.env.PORT}/health/ready`;
try {
  const { status } = await fetch(url, { signal: AbortSignal.timeout(4_000) });
  process.exitCode = status === 200 ? 0 : 1;
} catch {
  process.exitCode = 1;
}
