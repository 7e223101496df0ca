import type { Command } from 'commander';
import { KeysFile } from '../../core/access/keys-file.js';
import { roles, type Role } from '../../core/access/roles.js';
import { UsageError, shown } from '../../core/errors.js';
import { printJson, printLine, printRemark, printTable } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { say } from '../messages/keys.js';

interface AddOptions {
  role: string;
  industry: string[];
  name?: string;
  json?: boolean;
}

export function addKeysCommand(program: Command, configuration: ReadConfiguration): void {
  const keys = program
    .command('keys')
    .description('who may ask a server, and what: the file SEXTANT_KEYS_FILE');
  keys
    .command('add')
    .description('make a key and print it, this once')
    .requiredOption('--role <role>', 'reader, scorer, trainer or owner; each may do what those before it may')
    .option(
      '--industry <name>',
      'for this industry; several are given several times; default: all',
      collect,
      [],
    )
    .option('--name <text>', 'whose it is, for the list')
    .option('--json', 'machine-readable output')
    .action(async ({ role, industry, name, json }: AddOptions) => {
      const allowed = Object.fromEntries(
        (industry.length === 0 ? ['*'] : industry).map((one) => [one, roleOf(role)]),
      );
      const { key, text } = await fileOf(configuration).add(allowed, name, new Date());
      if (json) return printJson({ id: key.id, key: text, roles: key.roles });
      printLine(text);
      printRemark(say.onlyOnce);
    });
  addListCommand(keys, configuration);
  keys
    .command('revoke')
    .argument('<id>', 'of the key, as the list has it')
    .description('end a key; a server that runs refuses it from then on')
    .action(async (id: string) => {
      await fileOf(configuration).revoke(id, new Date());
    });
}

function addListCommand(keys: Command, configuration: ReadConfiguration): void {
  keys
    .command('list')
    .description('keys by their ids, with what they may do; the keys themselves are not known')
    .option('--json', 'machine-readable output')
    .action(({ json }: { json?: boolean }) => {
      const known = fileOf(configuration).list();
      if (json)
        return printJson(
          known.map(({ id, name, roles: held, createdAt, revokedAt }) => ({
            id,
            name,
            roles: held,
            createdAt,
            revokedAt,
          })),
        );
      printTable([
        [say.id, say.name, say.roles, say.created, say.revoked],
        ...known.map((key) => [
          key.id,
          key.name ?? '',
          Object.entries(key.roles)
            .map(([where, role]) => `${role} ${where}`)
            .join(', '),
          key.createdAt,
          key.revokedAt ?? '',
        ]),
      ]);
    });
}

function collect(one: string, before: string[]): string[] {
  return [...before, one];
}

function roleOf(text: string): Role {
  const role = roles.find((one) => one === text);
  if (role) return role;
  throw new UsageError('That is no role.', {
    details: [{ expected: `one of ${roles.join(', ')}`, received: shown(text) }],
  });
}

function fileOf(configuration: ReadConfiguration): KeysFile {
  const { keysFile } = configuration();
  if (keysFile !== undefined) return new KeysFile(keysFile);
  throw new UsageError('Nobody said where the keys are.', {
    details: [{ expected: 'SEXTANT_KEYS_FILE with the path of a file', received: 'no such variable' }],
  });
}
