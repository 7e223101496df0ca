/** What a process that speaks the protocol offers. */
export interface McpOptions {
  /** Whether tools that change something are there. */
  writes: boolean;
  /** Whether jobs are: the command line never opens their database. */
  jobs: boolean;
}

export const mcpOptions = Symbol('options of the Model Context Protocol');
