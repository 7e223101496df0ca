/** The tasks over interactions of customers with products. */
export const interactionTaskNames = ['recommendation'] as const;
