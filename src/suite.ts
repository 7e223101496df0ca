import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { Configuration } from './core/configuration.js';
import { SuiteModule } from './suite.module.js';

/** The suite without a server: for the command line, for workers, for tests. Close it when done. */
export function openSuite(configuration: Configuration): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(SuiteModule.forRoot(configuration), {
    logger: false,
    abortOnError: false,
  });
}
