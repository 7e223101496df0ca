import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { everybody } from '../core/access/roles.js';
import type { Configuration } from '../core/configuration.js';
import type { Language } from '../core/language/language.js';
import { startEngine } from '../engine/engine.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { SuiteModule } from '../suite.module.js';
import { mcpProviders, McpServers } from './index.js';

interface Spoken {
  language: Language;
  /** The only industry whose scenarios have tools; absent: all. */
  industry?: string;
}

/**
 * The protocol on standard input and output, for a host that starts this program: nothing else may be written to standard output. It may do
 * what its user may do; jobs belong to a server. Resolves when the host has gone.
 * @throws UnknownNameError for an industry that there is not.
 */
export async function serveMcpOnStdio(
  configuration: Configuration,
  { language, industry }: Spoken,
): Promise<void> {
  await startEngine();
  const suite = await NestFactory.createApplicationContext(
    {
      module: StdioModule,
      imports: [SuiteModule.forRoot(configuration)],
      providers: mcpProviders({ writes: configuration.mcpWrites, jobs: false }),
    },
    { logger: false, abortOnError: false },
  );
  try {
    if (industry !== undefined) suite.get(ScenarioCatalogue).requireIndustry(industry);
    const servers = suite.get(McpServers);
    const served = serveStdio(() => servers.create({ caller: everybody, language, industry }));
    await hostGone();
    await served.close();
  } finally {
    await suite.close();
  }
}

function hostGone(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve);
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

class StdioModule {}
