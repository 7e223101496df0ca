/** Injection tokens of what is not a class. */
export const CONFIGURATION = Symbol('Configuration');
export const LOGGER = Symbol('Logger');
