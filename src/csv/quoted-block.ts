import { isUtf8 } from 'node:buffer';
import { parseCells } from './cells.js';
import { likelyEncoding } from './encoding.js';
import type { CsvOrigin } from './layout.js';
import { BlockBuilder, originalText, type BlockContext, type ParsedBlock } from './parsed-block.js';
import { RecordScanner, type QuoteFault, type ScannedRecord } from './record-scanner.js';
import { firstInvalidUtf8 } from '../core/text/utf8.js';

/**
 * Read any block: csv-parse reads the cells, `RecordScanner` tells what is wrong with a record and where it stands.
 * Both see the same records, which is checked.
 */
export function parseQuotedBlock(bytes: Uint8Array, context: BlockContext & CsvOrigin): ParsedBlock {
  const scanned: ScannedRecord[] = [];
  const scanner = new RecordScanner(context, context, (record) => scanned.push(record));
  scanner.scan(bytes, true);
  const cells = parseCells(bytes, context.delimiter);
  const unclosed = scanned.at(-1)?.fault?.code === 'unclosed-quote' ? 1 : 0;
  if (cells.length + unclosed !== scanned.length) {
    const counts = `${cells.length + unclosed} and ${scanned.length}`;
    throw new Error(
      `csv-parse and the record scanner count ${counts} records from line ${context.firstLine} on.`,
    );
  }
  const builder = new BlockBuilder(context);
  const allUtf8 = isUtf8(bytes);
  scanned.forEach((record, i) => {
    if (record.kind !== 'record') return;
    const raw = bytes.subarray(record.start, record.end);
    const rejected =
      quoteReject(record.fault) ?? (allUtf8 ? undefined : encodingReject(raw, record, context));
    if (rejected) builder.reject({ ...rejected, line: record.line, text: originalText(raw) });
    else if (cells[i].length === context.columnCount) builder.add(cells[i], record.line);
    else builder.rejectCount(cells[i], record.line, originalText(raw));
  });
  const { blankLines, commentLines } = scanner;
  return builder.build({ blankLines, commentLines });
}

type Reject = Pick<ParsedBlock['rejects'][number], 'code' | 'expected' | 'received'>;

function encodingReject(raw: Uint8Array, record: ScannedRecord, origin: CsvOrigin): Reject | undefined {
  const offset = firstInvalidUtf8(raw);
  if (offset === -1) return undefined;
  const byte = raw[offset].toString(16).padStart(2, '0');
  const place = origin.firstByte + record.start + offset;
  return {
    code: 'invalid-utf8',
    expected: 'UTF-8',
    received: `byte 0x${byte} at offset ${place} of the file, probably ${likelyEncoding(raw)}`,
  };
}

function quoteReject(fault: QuoteFault | undefined): Reject | undefined {
  if (!fault) return undefined;
  const { code, line } = fault;
  return code === 'unclosed-quote'
    ? {
        code,
        expected: `a quote that closes the one opened at line ${line}`,
        received: 'the end of the file',
      }
    : {
        code,
        expected: `a delimiter or the line end behind the quote that closes the cell opened at line ${line}`,
        received: 'further text',
      };
}
