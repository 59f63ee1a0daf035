const QUIET_LINE_EVERY_MS = 15_000;
const LIVE_LINE_EVERY_MS = 1_000;

/** One message for people. Standard error, so that the output of a command can be piped. */
export const say = (text) => process.stderr.write(`${text}\n`);

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`;

/**
 * Does long work and shows that it goes on: a line that counts seconds on a terminal, a line now and
 * then elsewhere. The work gets a function for details; work that is quick leaves no line.
 */
export const during = async (title, work) => {
  const since = Date.now();
  const live = process.stderr.isTTY;
  let detail = '';
  let shown = false;
  const show = () => {
    shown = true;
    const line = `${title}${detail}: ${seconds(since)} …`;
    process.stderr.write(live ? `\r\x1b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(show, live ? LIVE_LINE_EVERY_MS : QUIET_LINE_EVERY_MS);
  const report = (text) => {
    detail = ` (${text})`;
    show();
  };
  try {
    const answer = await work(report);
    if (shown)
      process.stderr.write(`${live ? '\r\x1b[K' : ''}${title}${detail}: ${seconds(since)}\n`);
    return answer;
  } finally {
    clearInterval(timer);
  }
};
