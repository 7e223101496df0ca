import type { Part, PartedCase } from '../../../explanation/parts/parted-case.js';
import type { FigureName } from '../../../explanation/reason-text.js';
import type { Table } from '../../../tables/table.js';
import { PartReasons } from '../../part-reasons.js';
import type { Tracer } from '../fit/tracer.js';
import { unknownSkill, type SkillRecord, type Vocabulary } from '../load/vocabulary.js';

/** What is asked of a learner: the chance of a right answer to a skill after the answers of a record. */
export interface AskedChance {
  record: SkillRecord;
  skill: number;
}

interface LearnerParts {
  tracer: Tracer;
  vocabulary: Vocabulary;
  name: FigureName;
  questionsOf: (declared: Table, rows: Int32Array) => AskedChance[];
}

/** So many of the latest answers stand by themselves. */
const mostAlone = 8;

/** Of those before them so many skills; what others add is one part. */
const mostSkills = 8;

/** Each is a row of a network with a step for every answer. */
const mostEvaluations = 384;

const method =
  'Shapley values: what each earlier answer of the learner adds to the chance of a right one, compared with a learner of whom no answer is known. The latest answers stand by themselves, those before them by skill. Exact for up to 8 parts, else by permutation walks.';

/** What a chance rests on: the earlier answers of the learner. */
export function learnerReasons({ tracer, vocabulary, name, questionsOf }: LearnerParts): PartReasons {
  const caseOf = ({ record, skill }: AskedChance): PartedCase => {
    const groups = groupsOf(record);
    const chancesOf = (records: readonly SkillRecord[]) =>
      tracer.ask(records.map((one) => ({ record: one, skills: [skill] }))).map(([chance]) => chance);
    return {
      parts: groups.map((group) => partOf(group, record, vocabulary)),
      references: 1,
      mostEvaluations,
      ask: (mixtures) => {
        const kept = mixtures.map(({ own }) => groups.flatMap((group, part) => (own[part] ? group : [])));
        return { values: chancesOf(kept.map((places) => only(record, places))), width: 1 };
      },
      output: chancesOf([record]),
      names: [name],
    };
  };
  return new PartReasons({
    method,
    casesOf: (declared, rows) => questionsOf(declared, rows).map(caseOf),
  });
}

/** Places of the answers of each part: those of the rarest skills together, then those of each other skill, then the latest. */
function groupsOf({ skills }: SkillRecord): number[][] {
  const places = [...skills.keys()];
  const latest = places.slice(-mostAlone);
  const bySkill = new Map<number, number[]>();
  for (const place of places.slice(0, -mostAlone)) {
    const known = bySkill.get(skills[place]);
    if (known) known.push(place);
    else bySkill.set(skills[place], [place]);
  }
  const groups = [...bySkill.values()].sort((a, b) => b.length - a.length || a[0] - b[0]);
  const rare = groups.slice(mostSkills).flat();
  return [
    ...(rare.length > 0 ? [rare] : []),
    ...groups.slice(0, mostSkills),
    ...latest.map((place) => [place]),
  ];
}

/** The answers at some places, in their order. */
function only({ skills, right }: SkillRecord, places: readonly number[]): SkillRecord {
  const kept = [...places].sort((a, b) => a - b);
  return {
    skills: Int32Array.from(kept, (place) => skills[place]),
    right: Uint8Array.from(kept, (place) => right[place]),
  };
}

function partOf(group: readonly number[], { skills, right }: SkillRecord, vocabulary: Vocabulary): Part {
  const isOne = new Set(group.map((place) => skills[place])).size === 1;
  const [skill] = group.map((place) => skills[place]);
  const feature = isOne && skill !== unknownSkill ? vocabulary.nameOf(skill) : 'other skills';
  const count = group.filter((place) => right[place] === 1).length;
  const [single] = group.length === 1 ? [count === 1 ? 'right' : 'wrong'] : [];
  const value = single ?? `${count} of ${group.length} right`;
  // The answer just before the row is one answer before it.
  const before = group.map((place) => skills.length - place);
  const steps = { from: Math.min(...before), to: Math.max(...before) };
  const when = steps.from === steps.to ? steps.from : `${steps.from} to ${steps.to}`;
  return { feature, value, steps, told: `${feature}, ${when} answers before: ${value}` };
}
