import { figure } from '../../../core/text/figures.js';
import { listText } from '../../../tables/columns/list.column.js';
import type { Prediction } from '../../answer.js';
import type { TracingState } from '../files/state.js';
import { chanceInterval } from '../fit/spread.js';
import type { Tracer } from '../fit/tracer.js';
import { unknownSkill, type Vocabulary } from '../load/vocabulary.js';
import type { TracingOptions } from '../options.js';
import { masteryInterval, practisedIn, standingsOf, type SkillStanding } from './mastery.js';
import { nextSkill, proposalsOf, type Proposal } from './practice.js';
import type { AskedChance } from './learner-reasons.js';
import type { AskedRow } from './questions.js';

export interface AnswerParts {
  tracer: Tracer;
  state: TracingState;
  vocabulary: Vocabulary;
  options: TracingOptions;
  /** Of each skill, by its index. */
  prerequisites: readonly (readonly number[])[];
}

/** What is known of a learner after a row. */
interface Outlook {
  standings: SkillStanding[];
  proposals: Proposal[];
}

/** Of a row the chance of a right answer, and how many answers of the learner to the skill came before. */
interface OwnChance {
  chance: number;
  interval: [number, number];
}

/** The answers to rows, each worked out when it is asked for, all rows that need the same together. */
export class LearnerAnswers {
  private readonly outlooks = new Map<number, Outlook>();
  private own: OwnChance[] | undefined;

  constructor(
    private readonly rows: readonly AskedRow[],
    private readonly parts: AnswerParts,
  ) {}

  /** The chance that the answer to each row is right, whatever came of it. */
  chances(): OwnChance[] {
    this.own ??= this.workOutChances();
    return this.own;
  }

  /** What each row's chance is the answer to: of a row without a skill that of the one that is proposed. */
  questions(): AskedChance[] {
    const { rows, parts } = this;
    this.chances();
    return rows.map(({ before, after, name, skill }, at) => {
      if (name !== null) return { record: before, skill };
      const { proposals = [], standings = [] } = this.outlooks.get(at) ?? {};
      const next = nextSkill(proposals, standings)?.skill ?? unknownSkill;
      return { record: latest(after, parts.options.window), skill: next };
    });
  }

  prediction(at: number): Prediction {
    const { chance, interval } = this.chances()[at];
    // For all rows together at the first that is told.
    if (!this.outlooks.has(at)) this.workOutOutlooks([...this.rows.keys()]);
    const outlook = this.outlooks.get(at) ?? { standings: [], proposals: [] };
    return {
      probability: figure(chance),
      interval: figures(interval),
      mastery: this.shown(this.rows[at], outlook.standings).map((one) => this.presentStanding(one)),
      practice: outlook.proposals.map((one) => this.presentProposal(one)),
    };
  }

  /** `prediction`, `lower`, `upper`, and what to practise where the row does not say what came of it. */
  cells(at: number): string[] {
    const { chance, interval } = this.chances()[at];
    const numbers = [chance, ...interval].map((value) => String(figure(value)));
    return [...numbers, this.rows[at].isAnswered ? '' : listText(this.proposedNames(at))];
  }

  private proposedNames(at: number): string[] {
    if (!this.outlooks.has(at))
      this.workOutOutlooks([...this.rows.keys()].filter((row) => !this.rows[row].isAnswered));
    const { proposals = [] } = this.outlooks.get(at) ?? {};
    return proposals.map(({ skill }) => this.parts.vocabulary.nameOf(skill));
  }

  private workOutChances(): OwnChance[] {
    const { rows, parts } = this;
    const named = [...rows.keys()].filter((at) => rows[at].name !== null);
    const questions = new Distinct(named, (at) => `${keyOf(rows[at].before)} ${rows[at].skill}`);
    const asked = parts.tracer.ask(
      questions.first.map((at) => ({ record: rows[at].before, skills: [rows[at].skill] })),
    );
    this.workOutOutlooks([...rows.keys()].filter((at) => rows[at].name === null));
    const chanceOf = new Map(named.map((at, i) => [at, asked[questions.places[i]][0]]));
    return rows.map(({ before, skill }, at) => {
      const known = chanceOf.get(at);
      if (known !== undefined) {
        const seen = skill === unknownSkill ? 0 : (practisedIn(before).get(skill)?.answers ?? 0);
        return { chance: known, interval: chanceInterval(parts.state.spread, known, seen) };
      }
      const { proposals = [], standings = [] } = this.outlooks.get(at) ?? {};
      const { chance = NaN, answers = 0 } = nextSkill(proposals, standings) ?? {};
      return { chance, interval: chanceInterval(parts.state.spread, chance, answers) };
    });
  }

  /** What is known after some rows; nothing is worked out twice, also where learners answered alike. */
  private workOutOutlooks(wanted: readonly number[]): void {
    const missing = wanted.filter((at) => !this.outlooks.has(at));
    const { tracer, vocabulary, state, options, prerequisites } = this.parts;
    const skills = [...vocabulary.known, unknownSkill];
    const latestOf = (at: number) => latest(this.rows[at].after, options.window);
    const alike = new Distinct(missing, (at) => keyOf(latestOf(at)));
    const records = alike.first.map(latestOf);
    const chances = tracer.ask(records.map((record) => ({ record, skills })));
    const known = records.map((record, i) => {
      const all = standingsOf(record, { skills, chances: chances[i] }, state.knowledge);
      const standings = all.filter(({ skill }) => skill !== unknownSkill);
      const proposals = proposalsOf(record, standings, { ...state, options, prerequisites });
      return { all, standings, proposals };
    });
    missing.forEach((at, i) => {
      const { all, standings, proposals } = known[alike.places[i]];
      const isUnknown = this.rows[at].name !== null && this.rows[at].skill === unknownSkill;
      this.outlooks.set(at, { standings: isUnknown ? all : standings, proposals });
    });
  }

  /** The asked skill first, then every skill that the learner answered, the least mastered first. */
  private shown(
    { skill, name }: AskedRow,
    standings: readonly SkillStanding[],
  ): (SkillStanding & { name: string })[] {
    const isAsked = (one: SkillStanding) => name !== null && one.skill === skill;
    const nameOf = (one: SkillStanding) =>
      one.skill === unknownSkill ? (name ?? '') : this.parts.vocabulary.nameOf(one.skill);
    return standings
      .filter((one) => isAsked(one) || one.answers > 0)
      .sort((a, b) => Number(isAsked(b)) - Number(isAsked(a)) || a.mastery - b.mastery || a.skill - b.skill)
      .map((one) => ({ ...one, name: nameOf(one) }));
  }

  private presentStanding(standing: SkillStanding & { name: string }) {
    const { name, mastery, chance, answers } = standing;
    return {
      skill: name,
      mastery: figure(mastery),
      interval: figures(masteryInterval(standing, this.parts.state)),
      probability: figure(chance),
      answers,
    };
  }

  private presentProposal({ skill, mastery, gain, kind, after }: Proposal) {
    const { vocabulary } = this.parts;
    return {
      skill: vocabulary.nameOf(skill),
      mastery: figure(mastery),
      gain: figure(gain),
      kind,
      after: after.map((one) => vocabulary.nameOf(one)),
    };
  }
}

/** Of some rows those that differ. */
class Distinct {
  /** The first row of each kind, and of each of the rows which kind it is. */
  readonly first: number[] = [];
  readonly places: number[];

  constructor(rows: readonly number[], keyOfRow: (row: number) => string) {
    const kinds = new Map<string, number>();
    this.places = rows.map((row) => {
      const key = keyOfRow(row);
      const known = kinds.get(key);
      if (known !== undefined) return known;
      kinds.set(key, this.first.length);
      return this.first.push(row) - 1;
    });
  }
}

function keyOf({ skills, right }: AskedRow['after']): string {
  return `${skills.join()} ${right.join()}`;
}

/** The last answers of a record, as many as are read. */
function latest({ skills, right }: AskedRow['after'], window: number): AskedRow['after'] {
  const start = Math.max(0, skills.length - window);
  return { skills: skills.subarray(start), right: right.subarray(start) };
}

function figures([low, high]: [number, number]): [number, number] {
  return [figure(low), figure(high)];
}
