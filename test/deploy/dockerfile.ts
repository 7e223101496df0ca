import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from '../../src/core/paths.js';

/** One step of a Dockerfile. */
export interface Instruction {
  name: string;
  rest: string;
}

/** What a stage has become: its file system is a folder. */
export interface Stage {
  /** Stands for `/`. */
  root: string;
  /** Where the next step runs, as the Dockerfile calls it. */
  workdir: string;
  environment: Record<string, string>;
  user?: string;
  entrypoint: string[];
  command: string[];
  healthcheck: string[];
  volumes: string[];
}

export function readDockerfile(path: string): Instruction[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name, rest] = /^([A-Z]+) (.*)$/.exec(line)!;
      return { name, rest };
    });
}

/** What .dockerignore lets through: names after `!` at the top, without what it takes away anywhere below. */
function contextFilter(): { names: string[]; takes: (path: string) => boolean } {
  const lines = readFileSync(join(projectRoot, '.dockerignore'), 'utf8').split('\n');
  const names = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const anywhere = lines.filter((line) => line.startsWith('**/')).map((line) => line.slice(3));
  if (!lines.includes('*')) throw new Error('.dockerignore takes whatever it does not name');
  const isLeftOut = (name: string) =>
    anywhere.some((one) => (one.startsWith('*') ? name.endsWith(one.slice(1)) : name === one));
  return { names, takes: (path) => !isLeftOut(basename(path)) };
}

/**
 * Does what a Dockerfile says in folders of this machine, where a container would do it in layers: copies, and commands with the paths of the
 * stage. @param run runs a command of the shell; what it cannot do it may do otherwise
 */
export class DockerfileRun {
  readonly stages = new Map<string, Stage>();
  current!: Stage;

  constructor(
    private readonly folder: string,
    /** Paths that the Dockerfile uses, which lead into the folder of a stage. */
    private readonly ownPaths: readonly string[],
    private readonly run: (command: string, stage: Stage) => void,
  ) {}

  step({ name, rest }: Instruction): void {
    const stage = this.current;
    if (name === 'FROM') this.begin(rest);
    else if (name === 'WORKDIR') this.workIn(rest);
    else if (name === 'ENV') this.set(rest);
    else if (name === 'COPY') this.copy(rest.split(' '));
    else if (name === 'RUN') this.run(this.here(rest), stage);
    else if (name === 'USER') stage.user = rest;
    else if (name === 'VOLUME') stage.volumes.push(rest);
    else if (name === 'ENTRYPOINT') stage.entrypoint = this.list(rest);
    else if (name === 'CMD') stage.command = this.list(rest);
    else if (name === 'HEALTHCHECK') stage.healthcheck = this.list(/ CMD (.*)$/.exec(rest)![1]);
    else if (name !== 'EXPOSE') throw new Error(`${name} is no step that this test can do`);
  }

  /** A command with its paths in the folder of the stage. */
  here(text: string): string {
    return this.ownPaths.reduce((all, path) => all.replaceAll(path, join(this.current.root, path)), text);
  }

  private begin(rest: string): void {
    const [, , alias = 'last'] = /^(\S+)(?: AS (\S+))?$/.exec(rest)!;
    const root = join(this.folder, alias);
    mkdirSync(join(root, 'var', 'lib'), { recursive: true });
    this.current = {
      root,
      workdir: '/',
      environment: {},
      entrypoint: [],
      command: [],
      healthcheck: [],
      volumes: [],
    };
    this.stages.set(alias, this.current);
  }

  private workIn(path: string): void {
    this.current.workdir = path;
    mkdirSync(join(this.current.root, path), { recursive: true });
  }

  private set(rest: string): void {
    const [name, value] = rest.split('=');
    this.current.environment[name] = this.here(value);
  }

  private copy(values: readonly string[]): void {
    const from = /^--from=(.+)$/.exec(values[0])?.[1];
    const paths = values.slice(from === undefined ? 0 : 1);
    const target = join(this.current.root, this.current.workdir, paths.at(-1)!);
    for (const source of paths.slice(0, -1)) {
      if (from !== undefined) this.copyOne(join(this.stages.get(from)!.root, source), target, () => true);
      else this.copyFromContext(source, target);
    }
  }

  private copyFromContext(source: string, target: string): void {
    const { names, takes } = contextFilter();
    if (source !== '.' && !names.includes(source)) throw new Error(`.dockerignore keeps ${source} out`);
    for (const name of source === '.' ? names : [source]) {
      const to = source === '.' ? join(target, name) : target;
      if (!existsSync(join(projectRoot, name))) throw new Error(`there is no ${name} in the project`);
      this.copyOne(join(projectRoot, name), to, takes);
    }
  }

  /** A file goes into a folder, a folder's content becomes the target's. */
  private copyOne(source: string, target: string, takes: (path: string) => boolean): void {
    const isInto =
      existsSync(target) &&
      readdirSync(join(source, '..'), { withFileTypes: true }).some(
        (entry) => entry.name === basename(source) && entry.isFile(),
      );
    const to = isInto && basename(target) !== basename(source) ? join(target, basename(source)) : target;
    cpSync(source, to, { recursive: true, filter: takes, verbatimSymlinks: true });
  }

  private list(text: string): string[] {
    return (JSON.parse(text) as string[]).map((one) => this.here(one));
  }
}

/** @returns what a command of the shell came to */
export function shell(command: string, { root, workdir, environment }: Stage) {
  return spawnSync('sh', ['-c', command], {
    cwd: join(root, workdir),
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    encoding: 'utf8',
  });
}
