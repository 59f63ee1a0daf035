import { spawnSync } from 'node:child_process';
import { findJava, findMaven, OLDEST_JAVA } from './java.mjs';
import { faultOfJars, jarFolder } from './kafka-jars.mjs';
import { during, say } from './progress.mjs';
import { runCommand } from './run-command.mjs';

const succeeds = (command, parameters) => spawnSync(command, parameters).status === 0;

/** Package managers we know: how each is told to install, and what it calls Java and Maven. */
const MANAGERS = [
  {
    command: 'apt-get',
    refresh: ['update'],
    install: ['install', '-y', '--no-install-recommends'],
    packages: { java: 'default-jre-headless', maven: 'maven' },
  },
  {
    command: 'dnf',
    install: ['install', '-y'],
    packages: { java: 'java-21-openjdk-headless', maven: 'maven' },
  },
  {
    command: 'yum',
    install: ['install', '-y'],
    packages: { java: 'java-17-openjdk-headless', maven: 'maven' },
  },
  {
    command: 'apk',
    install: ['add', '--no-cache'],
    packages: { java: 'openjdk17-jre-headless', maven: 'maven' },
  },
  {
    command: 'brew',
    install: ['install'],
    packages: { java: 'openjdk', maven: 'maven' },
    asUser: true,
  },
];

/** Maven is needed only to fetch the broker's jars, so not when they are there. */
const missingParts = () => [
  ...(findJava() ? [] : ['java']),
  ...(findMaven() || !faultOfJars(jarFolder()) ? [] : ['maven']),
];

const isRoot = () => process.getuid?.() === 0;

/** The prefix with which a manager may install here, or undefined when it may not. */
const permission = ({ asUser }) => {
  if (process.env.YWK_NO_INSTALL === '1') return undefined;
  if (asUser || isRoot()) return [];
  return succeeds('sudo', ['-n', 'true']) ? ['sudo', '-n'] : undefined;
};

const lineFor = ({ command, refresh, install, packages, asUser }, missing) => {
  const prefix = asUser || isRoot() ? '' : 'sudo ';
  const names = missing.map((part) => packages[part]);
  const lines = [...(refresh ? [[command, ...refresh]] : []), [command, ...install, ...names]];
  return lines.map((words) => `${prefix}${words.join(' ')}`).join(' && ');
};

const execute = ([command, ...parameters]) =>
  runCommand(command, parameters, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', HOMEBREW_NO_AUTO_UPDATE: '1' },
  });

const installParts = async (manager, prefix, missing) => {
  const { command, refresh, install, packages } = manager;
  say(`Java ${OLDEST_JAVA}+ / Maven missing: ${missing.join(', ')}. Installing by ${command}.`);
  say(`缺少 ${missing.join('、')}，正在用 ${command} 安装。YWK_NO_INSTALL=1 forbids this.`);
  await during(`Installing by ${command}`, async () => {
    if (refresh) await execute([...prefix, command, ...refresh]);
    await execute([...prefix, command, ...install, ...missing.map((part) => packages[part])]);
  });
};

const whatToRun = (manager, missing) => {
  const needed = `Apache Kafka needs Java ${OLDEST_JAVA}+ and Maven. Missing: ${missing.join(', ')}.`;
  const line = manager
    ? `Run this line, then try again 请运行下面一行后重试:\n  ${lineFor(manager, missing)}`
    : 'No known package manager is here: install them from their makers, then try again.';
  return `${needed} 缺少 Java ${OLDEST_JAVA} 以上版本或 Maven。\n${line}`;
};

/**
 * Sees to Java and Maven: installs them where it may.
 * @returns undefined when both are there, else what to tell the person
 */
export const ensureJava = async () => {
  const missing = missingParts();
  if (missing.length === 0) return undefined;
  const manager = MANAGERS.find(({ command }) => succeeds('sh', ['-c', `command -v ${command}`]));
  const prefix = manager && permission(manager);
  if (!manager || !prefix) return whatToRun(manager, missing);
  try {
    await installParts(manager, prefix, missing);
  } catch (error) {
    return `${error.message}\n${whatToRun(manager, missing)}`;
  }
  const left = missingParts();
  return left.length === 0 ? undefined : whatToRun(manager, left);
};
