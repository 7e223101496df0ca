/** A header line has at most so many bytes: 1 MiB. Nothing is built of a longer one. */
export const mostHeaderBytes = 1024 * 1024;

/** A header has at most so many columns, which is as many as the common spreadsheets have. */
export const mostColumns = 16_384;

/** The header begins within so many bytes: blank lines and remarks above it are no longer. 1 MiB. */
export const mostBytesAboveHeader = 1024 * 1024;
