import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, it } from '@jest/globals';
import { projectRoot } from '../../src/core/paths.js';
import { readProjectFile } from './markdown.js';

interface Settings {
  mcpServers: { sextant: { command: string; args: string[] } };
}

/** The first block of settings, as a host would read it. */
function settings(): Settings['mcpServers']['sextant'] {
  const [, json] = /```json\n([\s\S]+?)```/.exec(readProjectFile('docs/mcp.md'))!;
  return (JSON.parse(json) as Settings).mcpServers.sextant;
}

it('docs/mcp.md tells how a host starts the program, which then has the tools that the guide names', async () => {
  const { command, args } = settings();
  expect(command).toBe('sextant');
  const home = await mkdtemp(join(tmpdir(), 'sextant-mcp-'));
  const client = new Client({ name: 'test', version: '1.0.0' });
  try {
    const program = [join(projectRoot, 'bin', 'sextant.js'), ...args];
    const env = { SEXTANT_HOME: home, SEXTANT_LOG_LEVEL: 'error', PATH: '' };
    await client.connect(new StdioClientTransport({ command: process.execPath, args: program, env }));
    const names = (await client.listTools()).tools.map(({ name }) => name);
    const guide = readProjectFile('docs/mcp.md');
    const ofServer = ['get_job', 'cancel_job'];
    const generic = names.filter((name) => !/^[a-z]+_[a-z]+-|^[a-z]+_(population|inventory)$/.test(name));
    for (const name of [...generic, ...ofServer]) expect(guide).toContain(`\`${name}\``);
    for (const name of ofServer) expect(names).not.toContain(name);
    const refused = await client.callTool({ name: 'finance_credit-scoring', arguments: {} });
    expect(refused).toMatchObject({ isError: true });
  } finally {
    await client.close();
    await rm(home, { recursive: true, force: true });
  }
});
