import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';
import { shortAnswerPhrases, type Point, type ShortAnswerPhrases } from './short-answer-phrases.js';

/** Options of the mechanism `short-answers`. */
export const shortAnswersOptions = z.strictObject({
  mechanism: z.literal('short-answers'),
  seed: z.number().int().min(0).max(0xffffffff),
  rows: z.number().int().min(1).max(100_000),
  /** To one question. */
  answers: z.number().int().min(1),
  language: z.enum(['en', 'zh']).default('en'),
  /** Share of answers that say nothing or only seem to: ignorance, the question, the reference out of order or negated. */
  gaming: z.number().min(0).max(1),
  /** Marks by which the first grader is more lenient than the second, and the standard deviation of each grader. */
  graders: z.strictObject({ difference: z.number().min(0), noise: z.number().min(0) }),
});

export type ShortAnswersOptions = z.infer<typeof shortAnswersOptions>;

const header = [
  'question_id',
  'answer_index',
  'ignored_by_authors',
  'question',
  'instructor_answer',
  'student_answer',
  'score_grader2_me',
  'score_grader1_other',
  'score_average',
];

/** A full reference has so many points. */
const pointsOfReference = 3;
const highest = 5;

/** How many of the points an answer has: each time so likely, from none to all. */
const contained = [0.1, 0.17, 0.28, 0.45];

/** Share of answers that are the reference by heart. */
const byHeart = 0.06;

/** What a wrong statement costs, and how likely one stands in place of a missing point. */
const wrong = { cost: 0.5, share: 0.4 };

const slipShare = 0.12;

/**
 * Short answers whose mark follows from the points that they contain:
 *
 * - a reference has three points, each of a verb, an object and a circumstance; what says the same in other words is known;
 * - an answer has none to three of the points, each part in the words of the reference or in others (half and half), with slips of
 *   spelling; in place of a missing point a wrong one may stand; some know the reference by heart;
 * - the mark is 5 x points / 3, less half a mark for each wrong one; answers that only seem to be some have 0;
 * - two graders give whole marks around it, one more leniently, and their mean counts.
 */
export const shortAnswersMechanism: SampleMechanism<ShortAnswersOptions> = {
  name: 'short-answers',
  columns: () => [...header],
  problems: () => [],
  generate(options): SampleTable {
    const { seed, rows, answers, language } = options;
    const phrases = shortAnswerPhrases[language];
    const root = createRandom(seed);
    const records: string[][] = [];
    for (let number = 0; records.length < rows; number++) {
      const asked = questionOf(number, root.fork(`question ${number}`), phrases);
      for (let index = 0; index < answers && records.length < rows; index++) {
        const random = root.fork(`answer ${number} ${index}`);
        const { text, mark } = answerTo(asked, random, { phrases, gaming: options.gaming });
        const given = gradesOf(mark, random, options.graders);
        records.push([
          `${1 + Math.floor(number / 7)}.${1 + (number % 7)}`,
          String(index),
          '0',
          asked.question,
          asked.reference,
          text,
          ...given,
        ]);
      }
    }
    return { header: [...header], records };
  },
};

/** Places of verb, object and circumstance among the phrases. */
type Parts = readonly [number, number, number];

interface Asked {
  question: string;
  reference: string;
  points: readonly Parts[];
}

function questionOf(number: number, random: Random, phrases: ShortAnswerPhrases): Asked {
  const { nouns, questions } = phrases;
  const noun = nouns[number % nouns.length];
  const form = questions[Math.floor(number / nouns.length) % questions.length];
  const points = distinctPoints(random, phrases);
  const written = points.map((parts) =>
    phrases.point(
      wordsOf(parts, phrases, () => 0),
      false,
    ),
  );
  return { question: form.replace('{noun}', noun), reference: capital(phrases.sentence(written)), points };
}

/** Points that share no part. */
function distinctPoints(random: Random, { verbs, objects, circumstances }: ShortAnswerPhrases): Parts[] {
  const [first, second, third] = [verbs, objects, circumstances].map(({ length }) =>
    random.permutation(length),
  );
  return Array.from({ length: pointsOfReference }, (_, i): Parts => [first[i], second[i], third[i]]);
}

function wordsOf(
  [verb, object, circumstance]: Parts,
  { verbs, objects, circumstances }: ShortAnswerPhrases,
  choose: (count: number) => number,
): Point {
  const one = (ways: readonly string[]) => ways[choose(ways.length)];
  return {
    verb: one(verbs[verb]),
    object: one(objects[object]),
    circumstance: one(circumstances[circumstance]),
  };
}

interface Answering {
  phrases: ShortAnswerPhrases;
  gaming: number;
}

function answerTo(
  asked: Asked,
  random: Random,
  { phrases, gaming }: Answering,
): { text: string; mark: number } {
  if (random.next() < gaming) return { text: seemingAnswer(asked, random, phrases), mark: 0 };
  if (random.next() < byHeart) return { text: asked.reference, mark: highest };
  const points = knownPoints(random);
  const order = [...random.permutation(pointsOfReference)];
  const said = (parts: Parts) =>
    phrases.point(
      wordsOf(parts, phrases, (count) => (random.next() < 0.5 ? 0 : random.integer(count))),
      false,
    );
  const right = order.slice(0, points).map((place) => said(asked.points[place]));
  const missing = pointsOfReference - points;
  const errors = Array.from({ length: missing }, () => random.next() < wrong.share).filter(Boolean).length;
  const others = Array.from({ length: errors }, () => said(otherPoint(asked, random, phrases)));
  const all = [...right, ...others];
  if (all.length === 0) return { text: phrases.ignorance, mark: 0 };
  const opening = phrases.openings[random.integer(phrases.openings.length)];
  const text = capital(`${opening}${phrases.sentence(all)}`);
  const mark = (highest * points) / pointsOfReference - wrong.cost * errors;
  return { text: random.next() < slipShare ? withSlip(text, random) : text, mark: Math.max(0, mark) };
}

function knownPoints(random: Random): number {
  let rest = random.next();
  const found = contained.findIndex((share) => (rest -= share) < 0);
  return found === -1 ? contained.length - 1 : found;
}

/** A point that the reference does not have, nor a part of one. */
function otherPoint({ points }: Asked, random: Random, phrases: ShortAnswerPhrases): Parts {
  const lists = [phrases.verbs, phrases.objects, phrases.circumstances];
  const [verb, object, circumstance] = lists.map(({ length }, part) =>
    [...random.permutation(length)].find((place) => points.every((parts) => parts[part] !== place)),
  );
  return [verb ?? 0, object ?? 0, circumstance ?? 0];
}

function seemingAnswer(asked: Asked, random: Random, phrases: ShortAnswerPhrases): string {
  const kind = random.integer(4);
  if (kind === 0) return phrases.ignorance;
  if (kind === 1) return asked.question;
  const words = asked.points.map((parts) => wordsOf(parts, phrases, () => 0));
  if (kind === 2) return capital(phrases.sentence(words.map((one) => phrases.point(one, true))));
  const scattered = words.flatMap(({ verb, object, circumstance }) =>
    [verb, object, circumstance].flatMap((text) => text.split(' ')),
  );
  return [...random.permutation(scattered.length)].map((place) => scattered[place]).join(phrases.blank);
}

/** One letter within a word left out. */
function withSlip(text: string, random: Random): string {
  const places = [...text.matchAll(/(?<=[a-z]{3})[a-z](?=[a-z]{2})/gu)].map(({ index }) => index);
  if (places.length === 0) return text;
  const place = places[random.integer(places.length)];
  return text.slice(0, place) + text.slice(place + 1);
}

/** Marks of the second grader, the first one, and their mean. */
function gradesOf(
  mark: number,
  random: Random,
  { difference, noise }: ShortAnswersOptions['graders'],
): [string, string, string] {
  const grade = (lenience: number) =>
    Math.min(highest, Math.max(0, Math.floor(mark + lenience + noise * random.normal() + 0.5)));
  const [strict, lenient] = [grade(-difference / 2), grade(difference / 2)];
  return [String(strict), String(lenient), String((strict + lenient) / 2)];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
