import { z } from 'zod';

export { columnName } from '../../tables/columns/column-base.js';

/** `finance/credit-scoring`: an industry and a scenario in kebab case. */
export const scenarioId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/, {
  message: 'an id like finance/credit-scoring (lower case, digits and hyphens)',
});
