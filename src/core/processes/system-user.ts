import { userInfo } from 'node:os';

/** Under whose name this process runs; absent where the system has no name for it, as in some containers. */
export function systemUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
