import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { InvalidInputError } from '../../core/errors.js';
import { isHarmless } from '../../scoring/applicability/notes-by-row.js';
import { ScoreCsv, type ScoreResult } from '../../scoring/csv/score-csv.js';
import type { NoteCode } from '../../tables/columns/column-kind.js';
import { genericTool, inputs } from './generic-tool.js';
import { valueResult } from './tool-result.js';
import type { McpTool } from './tool.js';

const mostRows = 200;
const mostCharacters = 256 * 1024;

/** Scores a small table that stands in the call itself: as `sextant score` does, byte for byte. */
@Injectable()
export class ScoreTableTool {
  constructor(private readonly scoreCsv: ScoreCsv) {}

  tool(): McpTool {
    const { scenario, version } = inputs;
    const csv = z.string().max(mostCharacters).describe('Header and rows');
    return genericTool({
      name: 'score_table',
      role: 'scorer',
      description: `Score a CSV of at most ${mostRows} rows: the same columns with prediction, figures and decision behind them; rows that cannot be scored come back with the reason. Every row is accounted for.`,
      input: z.object({ scenario, csv, version }),
      call: async ({ scenario: id, csv: text, version: asked }) => {
        // Rows may have line ends in quotes: those are counted when they have been read.
        if (!text.includes('"')) requireFew(text.trimEnd().split('\n').length - 1);
        return this.score(id, text, asked);
      },
    });
  }

  private async score(scenario: string, text: string, version?: number) {
    const folder = await mkdtemp(join(tmpdir(), 'sextant-table-'));
    try {
      const input = join(folder, 'table.csv');
      await writeFile(input, text, { mode: 0o600 });
      const scored = await this.scoreCsv.execute({ scenario, version, input, warnings: true, workers: 1 });
      requireFew(scored.rows.input);
      return valueResult(await told(scored), linesBefore(scored), mostCharacters * 2);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function told({ paths, rows, model, decisions, notes, rejectReasons, syntheticModel }: ScoreResult) {
  const rejects = rows.rejected > 0 ? await readFile(paths.rejects, 'utf8') : undefined;
  return {
    model,
    rows,
    decisions,
    notes,
    rejectReasons,
    syntheticModel,
    csv: await readFile(paths.output, 'utf8'),
    ...(rejects !== undefined && { rejects }),
  };
}

function linesBefore({ notice, rows, notes }: ScoreResult): string[] {
  const counted = `${rows.input} rows: ${rows.scored} scored, ${rows.rejected} rejected.`;
  const codes = [...new Set(Object.keys(notes).map((key) => key.split(' ')[0]))];
  const outside = codes.filter((code) => !isHarmless({ code: code as NoteCode }));
  const warning = `DO NOT USE the answers to rows whose column warnings names ${outside.join(' or ')}: they lie outside what the model knows.`;
  return [...(notice === undefined ? [] : [notice]), ...(outside.length > 0 ? [warning] : []), counted];
}

function requireFew(rows: number): void {
  if (rows <= mostRows) return;
  throw new InvalidInputError('The table has too many rows for one call.', {
    details: [{ pointer: '/csv', expected: `at most ${mostRows} rows`, received: `${rows} rows` }],
    hint: 'A larger table is a batch: POST /v1/{industry}/{scenario}/batches, or sextant score.',
  });
}
