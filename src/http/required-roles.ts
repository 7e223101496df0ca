import type { Role } from '../core/access/roles.js';

interface Rule {
  /** Of the method and the template of a path. */
  route: RegExp;
  /** Absent: nobody needs a key. */
  role?: Role;
}

/**
 * What a request needs, by the first rule that fits; whatever no rule names needs the highest role, so that a route that somebody adds is closed
 * until it is thought of.
 */
const rules: readonly Rule[] = [
  // For whoever watches the process, and for the pages of the browser app, which ask for the key themselves.
  { route: /^(GET|HEAD|OPTIONS) \/(livez|readyz|v2\/health\/(live|ready))$/ },
  { route: /^OPTIONS / },
  { route: /^(GET|HEAD) \/docs(\/:file)?$/ },
  { route: /^(GET|HEAD) \/v1\/jobs\/:id\/(result|rejects)$/, role: 'scorer' },
  { route: /^(GET|HEAD) /, role: 'reader' },
  { route: /^POST \/v1\/:industry\/:scenario\/(versions\/:version\/promote|rollback)$/, role: 'owner' },
  { route: /^DELETE \/v1\/:industry\/:scenario\/answers\/:id$/, role: 'owner' },
  { route: /^POST \/v1\/:industry\/:scenario\/train$/, role: 'trainer' },
  {
    route:
      /^POST \/v1\/:industry\/:scenario\/(predict|explain|counterfactual|outcomes|batches|decisions|rescorings|:endpoint)$/,
    role: 'scorer',
  },
  { route: /^POST \/v2\/models\/:name\/(versions\/:version\/)?infer$/, role: 'scorer' },
  // Each tool has a role of its own.
  { route: /^POST \/mcp(\/:industry)?$/, role: 'reader' },
  { route: /^DELETE \/v1\/jobs\/:id$/, role: 'scorer' },
];

/** @returns undefined where no key is needed */
export function requiredRole(method: string, route: string): Role | undefined {
  const rule = rules.find((one) => one.route.test(`${method} ${route}`));
  return rule ? rule.role : 'owner';
}
