/** What a caller may do, each with all that those before it may. */
export const roles = ['reader', 'scorer', 'trainer', 'owner'] as const;

export type Role = (typeof roles)[number];

/** Who asks. */
export interface Caller {
  /** Of its key; absent: nobody asked for one. */
  readonly key?: string;
  /** Whether it may do what a role may, in an industry; without one: in any. */
  readonly may: (role: Role, industry?: string) => boolean;
}

/** Where there are no keys, whoever reaches the server may do all. */
export const everybody: Caller = { may: () => true };

export function includesRole(held: Role, asked: Role): boolean {
  return roles.indexOf(held) >= roles.indexOf(asked);
}
