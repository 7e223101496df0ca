import { ConflictError } from '../../core/errors.js';

/**
 * The home belongs to another database, or by now to another process. This process must write nothing there, and trying again would not
 * help: it ends.
 */
export class ForeignHomeError extends ConflictError {}
