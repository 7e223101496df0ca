/** About how many bytes of a file are read and parsed at once. */
export const defaultBlockBytes = 1024 * 1024;
/** The longest record; a longer one hints at a quote that is never closed. */
export const defaultMaxRecordBytes = 64 * 1024 * 1024;
