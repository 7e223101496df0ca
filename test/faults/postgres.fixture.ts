import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/core/processes/free-port.fixture.js';

/** A PostgreSQL server of its own in a temporary folder. */
export interface PostgresHere {
  url: string;
  stop(): void;
  start(): void;
  remove(): Promise<void>;
}

/** PostgreSQL's programs as Debian installs them, the latest version first, or those on the path. */
function programFolder(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(debian, version, 'bin'));
  const onPath = (process.env.PATH ?? '').split(':');
  return [...folders, ...onPath].find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')),
  );
}

/** The programs refuse to run as root: then they run as the user that Debian's package makes, or as nobody. */
function unprivileged(): { prefix: string[]; owner?: string } | undefined {
  if (userInfo().uid !== 0) return { prefix: [] };
  const owner = ['postgres', 'nobody'].find((name) => spawnSync('id', [name]).status === 0);
  return owner === undefined ? undefined : { prefix: ['runuser', '-u', owner, '--'], owner };
}

/** Why there is no PostgreSQL for a test; undefined when there is one. */
export function missingPostgres(): string | undefined {
  if (process.platform === 'win32') return 'not on Windows';
  if (programFolder() === undefined) return 'initdb and pg_ctl are not installed';
  return unprivileged() ? undefined : 'no user but root';
}

export async function startPostgres(): Promise<PostgresHere> {
  const programs = programFolder()!;
  const { prefix, owner } = unprivileged()!;
  const root = await mkdtemp(join(tmpdir(), 'sextant-postgres-'));
  await chmod(root, 0o700);
  if (owner !== undefined) execFileSync('chown', [owner, root]);
  const data = join(root, 'data');
  const port = await freePort();
  const run = (program: string, values: readonly string[]) => {
    const [command, ...rest] = [...prefix, join(programs, program), ...values];
    // What pg_ctl starts keeps the output open: it goes to the log file and nowhere else.
    execFileSync(command, rest, { stdio: 'ignore', cwd: root });
  };
  run('initdb', [
    '--pgdata',
    data,
    '--username',
    'sextant',
    '--auth',
    'trust',
    '--no-sync',
    '--encoding',
    'UTF8',
  ]);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${root} -c fsync=off`;
  const start = () => run('pg_ctl', ['start', '-w', '-D', data, '-l', join(root, 'log'), '-o', settings]);
  const stop = () => run('pg_ctl', ['stop', '-w', '-D', data, '-m', 'immediate']);
  start();
  return {
    url: `postgres://sextant@127.0.0.1:${port}/postgres`,
    start,
    stop,
    remove: async () => {
      stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}
