import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { commandGroups } from '../../src/cli/program.js';
import { environmentDefaults, readConfiguration } from '../../src/core/configuration.js';
import { packageVersion } from '../../src/core/package-version.js';
import { projectRoot } from '../../src/core/paths.js';
import { readDockerfile } from './dockerfile.js';

/* The other files of `deploy`: what they set exists, and the programs that read them take them, where there are such programs. */

const read = (name: string) => readFile(join(projectRoot, 'deploy', name), 'utf8');
const finds = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-deploy-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Service {
  image: string;
  command?: string[];
  environment: Record<string, string | number>;
  volumes: string[];
  secrets?: string[];
  depends_on?: Record<string, { condition: string }>;
  ports?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  healthcheck?: { test?: string[]; disable?: boolean };
  deploy?: { replicas: number };
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

/** What a variable stands for once those that must be set are set. */
const filled = (value: string | number) =>
  String(value).replaceAll(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_all, name: string, text: string) =>
    name === 'POSTGRES_PASSWORD' ? 'secret' : text,
  );

const asEnvironment = (settings: Record<string, string | number>) =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, filled(value)]));

describe('deploy/compose.yaml', () => {
  let compose: Compose;
  let own: [string, Service][];
  beforeAll(async () => {
    compose = parse(await read('compose.yaml'), { merge: true }) as Compose;
    own = Object.entries(compose.services).filter(([, { image }]) => image.startsWith('sextant:'));
  });

  it('starts this version, by commands that there are, with variables that are read', () => {
    expect(own.map(([name]) => name)).toEqual(['server', 'worker']);
    const commands = commandGroups.flatMap(({ commands: names }) => names);
    const others = ['NODE_ENV', ...Object.keys(environmentDefaults)];
    for (const [, { image, command, environment }] of own) {
      expect(image).toBe(`sextant:${packageVersion()}`);
      expect(commands).toContain(command![0]);
      expect(Object.keys(environment).filter((name) => !others.includes(name))).toEqual([]);
      expect(() => readConfiguration(asEnvironment(environment))).not.toThrow();
    }
  });

  it('gives all of them one home, one database and one engine', () => {
    const settings = own.map(([, { environment }]) => readConfiguration(asEnvironment(environment)));
    expect(new Set(settings.map(({ jobs }) => jobs.databaseUrl)).size).toBe(1);
    const { hostname, username, password, pathname } = new URL(settings[0].jobs.databaseUrl!);
    const { environment } = compose.services[hostname];
    expect([username, password, pathname]).toEqual([
      environment.POSTGRES_USER,
      filled(environment.POSTGRES_PASSWORD),
      `/${environment.POSTGRES_DB}`,
    ]);
    const dockerfile = readDockerfile(join(projectRoot, 'deploy', 'Dockerfile'));
    const [volume] = dockerfile.filter(({ name }) => name === 'VOLUME').map(({ rest }) => rest);
    for (const [, { volumes }] of own) expect(volumes).toEqual([`home:${volume}`]);
    expect(Object.keys(compose.volumes)).toEqual(['home', 'database']);
    expect(compose.services.worker.deploy?.replicas).toBe(2);
  });

  it('waits for the database, gives the server its keys, and shows it to this machine alone', () => {
    const { server, database } = compose.services;
    for (const [, service] of own) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
      expect(service.depends_on).toEqual({ database: { condition: 'service_healthy' } });
    }
    expect(database.healthcheck?.test).toBeDefined();
    expect(server.secrets!.map((name) => `/run/secrets/${name}`)).toEqual([
      server.environment.SEXTANT_KEYS_FILE,
    ]);
    expect(Object.keys(compose.secrets)).toEqual(server.secrets);
    const ports = Object.values(compose.services).flatMap(({ ports: all = [] }) => all);
    expect(ports).toEqual(['127.0.0.1:3000:3000']);
  });
});

describe('deploy/sextant.service', () => {
  let unit: string;
  beforeAll(async () => {
    unit = await read('sextant.service');
  });
  const settings = () =>
    /^Environment=(.*)$/mu
      .exec(unit)![1]
      .split(' ')
      .map((one) => one.split('='));

  it('starts the server with variables that are read, and with a home in its state', () => {
    const environment = Object.fromEntries(settings().filter(([name]) => name !== 'NODE_ENV')) as Record<
      string,
      string
    >;
    const unknown = Object.keys(environment).filter((name) => !Object.hasOwn(environmentDefaults, name));
    expect(unknown).toEqual([]);
    const state = /^StateDirectory=(.*)$/mu.exec(unit)![1];
    expect(readConfiguration(environment).home).toBe(`/var/lib/${state}/home`);
    expect(unit).toMatch(/^ExecStart=\S+ \S+\/bin\/sextant\.js serve$/mu);
  });

  const verifies = finds('systemd-analyze');
  (verifies ? it : it.skip)(
    verifies
      ? 'is taken by systemd, as one with little left to expose'
      : 'is not tried: no systemd-analyze here',
    async () => {
      const here = unit.replace('/usr/bin/node', process.execPath).replaceAll('/opt/sextant', projectRoot);
      const path = join(folder, 'sextant.service');
      await writeFile(path, here);
      const verified = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' });
      expect(verified).toMatchObject({ status: 0, stderr: '' });
      // Of 100, in tenths: 20 is "OK"; a service without any of the limits has 96.
      const options = ['security', '--offline=true', '--threshold=20', path];
      expect(spawnSync('systemd-analyze', options).status).toBe(0);
    },
  );
});

describe('deploy/nginx.conf', () => {
  let text: string;
  beforeAll(async () => {
    text = await read('nginx.conf');
  });

  /** The first location whose form a path has, as nginx looks for it. */
  const locationOf = (path: string) => {
    const found = [...text.matchAll(/location (?:~ )?(\S+) \{([^}]*)\}/gu)];
    const match = found.find(([, form]) => form !== '/' && new RegExp(form, 'u').test(path));
    return (match ?? found.find(([, form]) => form === '/'))![2];
  };

  it('holds back no event and no table, and limits whatever else is sent', () => {
    expect(locationOf('/v1/jobs/01ARZ3NDEKTSV4RRFFQ69G5FAV/events')).toContain('proxy_buffering off');
    expect(locationOf('/mcp/finance')).toContain('proxy_buffering off');
    for (const verb of ['batches', 'decisions', 'train']) {
      const location = locationOf(`/v1/finance/credit-scoring/${verb}`);
      expect(location).toContain('client_max_body_size 0');
      expect(location).toContain('proxy_request_buffering off');
    }
    expect(locationOf('/v1/finance/credit-scoring/predict')).not.toContain('client_max_body_size');
    const limit = 1024 ** 2 * Number(/^ {4}client_max_body_size (\d+)m;$/mu.exec(text)![1]);
    expect(limit).toBeGreaterThan(Number(environmentDefaults.SEXTANT_MAX_BODY_BYTES));
    expect(text).toContain(`server 127.0.0.1:${environmentDefaults.PORT};`);
  });

  const verifies = finds('nginx') && finds('openssl');
  (verifies ? it : it.skip)(
    verifies ? 'is taken by nginx' : 'is not tried: no nginx with openssl here',
    async () => {
      await mkdir(join(folder, 'ssl'));
      const [key, certificate] = ['privkey.pem', 'fullchain.pem'].map((name) => join(folder, 'ssl', name));
      const subject = ['-subj', '/CN=sextant.example', '-days', '1', '-keyout', key, '-out', certificate];
      execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject], {
        stdio: 'ignore',
      });
      await writeFile(join(folder, 'own.conf'), text.replaceAll('/etc/ssl/sextant', join(folder, 'ssl')));
      const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (name) => `${name}_temp_path ${join(folder, name)};`,
      );
      const main = `pid ${folder}/pid; error_log stderr; events {} http { ${places.join(' ')} access_log off; include ${folder}/own.conf; }`;
      await writeFile(join(folder, 'main.conf'), main);
      const tested = spawnSync('nginx', ['-t', '-p', folder, '-c', join(folder, 'main.conf')], {
        encoding: 'utf8',
      });
      expect(tested.stderr).toContain('test is successful');
    },
  );
});
