import { spawn } from 'node:child_process';

const LAST_LINES = 25;

/**
 * Runs a command to its end and keeps its output for the message when it fails.
 * @throws Error with the command and its last lines
 */
export const runCommand = (command, parameters, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(output);
      const tail = output.trim().split('\n').slice(-LAST_LINES).join('\n');
      const line = [command, ...parameters].join(' ');
      return reject(new Error(`"${line}" ended with ${code ?? signal}:\n${tail}`));
    });
  });
