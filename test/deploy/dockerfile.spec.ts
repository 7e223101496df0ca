import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../src/core/processes/free-port.fixture.js';
import { packageVersion } from '../../src/core/package-version.js';
import { projectRoot } from '../../src/core/paths.js';
import { DockerfileRun, readDockerfile, shell, type Stage } from './dockerfile.js';

/*
 * Without a container: what is built is built, copied and started in folders of this machine, and where this machine lets a process change its
 * user, as the user of the image. What is not tried is the base image.
 */

const instructions = readDockerfile(join(projectRoot, 'deploy', 'Dockerfile'));
const isRoot = process.getuid?.() === 0;
const canBeAnother = isRoot && spawnSync('setpriv', ['--version']).status === 0;

let folder: string;
let image: Stage;
let asUser: string[];

/**
 * The lock file of the stage is looked at as an installation does; the packages are those of the project, which were installed from the same
 * one.
 */
function install(command: string, stage: Stage): void {
  must(`${command} --dry-run`, stage);
  const from = join(projectRoot, 'node_modules');
  const to = join(stage.root, stage.workdir, 'node_modules');
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

function must(command: string, stage: Stage): void {
  const { status, stdout, stderr } = shell(command, stage);
  if (status !== 0) throw new Error(`${command}: status ${status}\n${stdout}\n${stderr}`);
}

function run(command: string, stage: Stage): void {
  if (command.startsWith('npm ci')) return install(command, stage);
  // The owner of a folder can only be given by root.
  must(isRoot ? command : command.replace(/ -o \d+ -g \d+/, ''), stage);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sextant-image-'));
  // Another user must be able to come by.
  chmodSync(folder, 0o755);
  const steps = new DockerfileRun(folder, ['/app', '/var/lib/sextant'], run);
  for (const instruction of instructions) steps.step(instruction);
  image = steps.current;
  const [user, group] = image.user!.split(':');
  asUser = canBeAnother ? ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups'] : [];
}, 2_400_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = (changes: Record<string, string> = {}) => {
  const { PATH, LANG } = process.env;
  return { PATH, LANG, HOME: '/nonexistent', ...image.environment, ...changes };
};

/** The program of the image. */
function program(values: readonly string[], changes: Record<string, string> = {}) {
  const [command, ...others] = [...asUser, ...image.entrypoint, ...values];
  return spawnSync(command, others, {
    encoding: 'utf8',
    env: environment(changes),
    cwd: join(image.root, image.workdir),
  });
}

describe('what deploy/Dockerfile makes', () => {
  it('is the program, of this version', () => {
    expect(program(['--version'])).toMatchObject({ status: 0, stdout: `${packageVersion()}\n`, stderr: '' });
  });

  it('has what runs, and nothing of what builds and tests', () => {
    expect(readdirSync(join(image.root, 'app')).sort()).toEqual([
      'bin',
      'datasets',
      'dist',
      'node_modules',
      'package.json',
      'packages',
      'scenarios',
    ]);
    const packages = readdirSync(join(image.root, 'app', 'node_modules'));
    expect(packages).toEqual(expect.arrayContaining(['danfojs-node', 'pg', 'tar']));
    for (const name of ['jest', 'typescript', 'vite', 'eslint']) expect(packages).not.toContain(name);
  });

  it('keeps its home on its volume, which is its user’s alone', () => {
    const [volume] = image.volumes;
    expect(image.environment.SEXTANT_HOME).toBe(join(image.root, volume, 'home'));
    const { mode, uid } = statSync(join(image.root, volume));
    expect(mode & 0o777).toBe(0o700);
    if (isRoot) expect(uid).toBe(1000);
    expect(image.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it('starts only with keys, since others can reach it', () => {
    const { status, stderr } = program(image.command);
    expect(status).toBe(1);
    expect(stderr).toContain('SEXTANT_KEYS_FILE');
  });

  it('serves, is found healthy, writes to its volume alone and ends in time', async () => {
    const port = String(await freePort());
    const env = environment({
      PORT: port,
      HOST: '127.0.0.1',
      SEXTANT_TRAIN_AT_START: 'no',
      TMPDIR: join(image.root, 'var/lib/sextant'),
    });
    const before = namesIn(join(image.root, 'app'));
    const [command, ...others] = [...asUser, ...image.entrypoint, ...image.command];
    const child = spawn(command, others, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
    const ended = once(child, 'exit');
    const [check, ...parts] = [...asUser, ...image.healthcheck];
    const isHealthy = () => spawnSync(check, parts, { env }).status === 0;
    try {
      while (!log.includes('jobs are ready')) {
        if (child.exitCode !== null) throw new Error(log);
        await wait(50);
      }
      expect(isHealthy()).toBe(true);
    } finally {
      child.kill('SIGTERM');
    }
    expect(await ended).toEqual([0, null]);
    expect(isHealthy()).toBe(false);
    expect(namesIn(join(image.root, 'app'))).toEqual(before);
    expect(existsSync(join(image.environment.SEXTANT_HOME, 'database', 'PG_VERSION'))).toBe(true);
  }, 300_000);

  it('saves and restores on its volume', () => {
    const volume = join(image.root, 'var/lib/sextant');
    const home = join(volume, 'small');
    mkdirSync(join(home, 'models'), { recursive: true });
    chmodSync(home, 0o755);
    const saved = program(['backup', join(volume, 'b.tar.gz')], { SEXTANT_HOME: home });
    expect(saved).toMatchObject({ status: 0 });
    const target = join(volume, 'restored');
    expect(program(['restore', join(volume, 'b.tar.gz'), '--into', target])).toMatchObject({ status: 0 });
    expect(statSync(target).uid).toBe(canBeAnother ? 1000 : process.getuid?.());
  });
});

/** Every file and folder below one. */
function namesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
}
