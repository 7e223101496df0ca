import { CancelledError, InvalidInputError } from '../../../core/errors.js';
import type { MetricName } from '../../../evaluation/metrics/names.js';
import { createLoss } from '../../../models/training/losses/index.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { Candidate } from '../../fitting/fit-candidate.js';
import type { FitRequest } from '../../family.js';
import { blendWeights } from '../../rows/fit/blend-weights.js';
import { bestOf } from '../../rows/fit/rank-candidates.js';
import { measure, type ScoredRows } from '../../scored-rows.js';
import type { LearnerRecord } from '../load/records.js';
import { Vocabulary, type SkillRecord } from '../load/vocabulary.js';
import { tracingOptions } from '../options.js';
import { fitFactors, factorModel, type Factors } from './performance-factors.js';
import { fitNetworkTracer, type NetworkSpec } from './fit-network.js';
import { fitResponses, responseModel, type ResponseState } from './item-response.js';
import { fitKnowledge, knowledgeModel, type SkillParameters } from './knowledge-tracing.js';
import { logLoss } from './logistic.js';
import { stepsOf } from './network-tracer.js';
import { learnPrerequisites } from './prerequisites.js';
import { measureSpread, type Spread } from './spread.js';
import { blendOf, followInPieces, tracerOf, type Tracer } from './tracer.js';

/** A way to answer that was tried, with its figures on learners that it did not learn from. */
export interface TracerCandidate {
  name: string;
  tracer: Tracer;
  /** Of a blend the share of each of its tracers. */
  shares?: Record<string, number>;
  /** Of a network how it was trained. */
  network?: Candidate;
  seconds: number;
  primary: number;
  loss: number;
}

export interface FittedTracers {
  vocabulary: Vocabulary;
  candidates: TracerCandidate[];
  served: TracerCandidate;
  knowledge: SkillParameters[];
  responses: ResponseState;
  factors: Factors;
  spread: Spread;
  /** Of each skill, by its index. */
  prerequisites: number[][];
  /** Share of right answers. */
  base: number;
  dispose(): void;
}

export interface LearnersToFit extends Pick<FitRequest, 'seed' | 'signal' | 'onProgress'> {
  spec: ScenarioSpec;
  training: readonly LearnerRecord[];
  stopping: readonly LearnerRecord[];
}

/** Fit networks and baselines on the same learners; the best on others serves, or several together where that is better. */
export async function fitTracers(request: LearnersToFit): Promise<FittedTracers> {
  const { spec, signal } = request;
  requireBothAnswers(request.training);
  const vocabulary = Vocabulary.of(request.training);
  const training = request.training.map((record) => vocabulary.encode(record));
  const stopping = request.stopping.map((record) => vocabulary.encode(record));
  if (signal?.aborted) throw new CancelledError('Training was cancelled.');
  const { size: skills } = vocabulary;
  const [knowledge, ofKnowledge] = timed(() => fitKnowledge(training, skills));
  const [responses, ofResponses] = timed(() => fitResponses(training, skills));
  const [factors, ofFactors] = timed(() => fitFactors(training, skills));
  const baselines = [
    { tracer: tracerOf(knowledgeModel(knowledge)), seconds: ofKnowledge },
    { tracer: tracerOf(responseModel(responses)), seconds: ofResponses },
    { tracer: tracerOf(factorModel(factors)), seconds: ofFactors },
  ];
  const networks: { tracer: Tracer; seconds: number; network: Candidate }[] = [];
  const dispose = () => networks.forEach(({ network }) => network.model.dispose());
  const steps = stepsOf(tracingOptions(spec).window);
  try {
    for (const { name, ...network } of networksOf(spec)) {
      const fitted = await fitNetworkTracer(name, network, { ...request, training, stopping, skills, steps });
      networks.push({ tracer: fitted.tracer, seconds: fitted.candidate.seconds, network: fitted.candidate });
    }
    const ranked = rank([...networks, ...baselines], stopping, {
      steps,
      primary: spec.metrics.primary as MetricName,
    });
    return {
      vocabulary,
      ...ranked,
      knowledge,
      responses,
      factors,
      prerequisites: learnPrerequisites([...training, ...stopping], skills),
      base: shareOfRight([...training, ...stopping]),
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** The network of a specification and those beside it, each under a name of its own. */
function networksOf({ model, training }: ScenarioSpec): (NetworkSpec & { name: string })[] {
  const { architecture, options, beside = [] } = model;
  const all = [
    { architecture, options, training },
    ...beside.map((one) => ({ ...one, training: { ...training, ...one.training } })),
  ];
  return all.map((one, i) => {
    const before = all.slice(0, i).filter((other) => other.architecture === one.architecture).length;
    return { ...one, name: before === 0 ? one.architecture : `${one.architecture} ${before + 1}` };
  });
}

function timed<Value>(work: () => Value): [Value, number] {
  const started = performance.now();
  const value = work();
  return [value, (performance.now() - started) / 1000];
}

type Fitted = Pick<TracerCandidate, 'tracer' | 'seconds' | 'network'>;

function rank(
  fitted: readonly Fitted[],
  records: readonly SkillRecord[],
  { steps, primary }: { steps: number; primary: MetricName },
): Pick<FittedTracers, 'candidates' | 'served' | 'spread'> {
  const followed = fitted.map(({ tracer }) => followInPieces(tracer, records, steps));
  const chancesOf = new Map<TracerCandidate, Float64Array[]>();
  const candidateOf = (one: Fitted & Pick<TracerCandidate, 'shares'>, chances: Float64Array[]) => {
    const scored = scoredAnswers(records, chances);
    const { labels, probabilities } = scored.predictions;
    const losses = Array.from(labels, (label, i) => logLoss(probabilities[i], label));
    const loss = losses.reduce((sum, value) => sum + value, 0) / losses.length;
    const primaryOf = measure(scored, [primary])[primary] ?? NaN;
    const candidate = { name: one.tracer.name, ...one, primary: primaryOf, loss };
    chancesOf.set(candidate, chances);
    return candidate;
  };
  const alone = fitted.map((one, i) => candidateOf(one, followed[i]));
  const blended = blendedOf(fitted, followed, records);
  const candidates = blended ? [...alone, candidateOf(blended, blended.chances)] : alone;
  const served = bestOf(candidates, primary);
  return { candidates, served, spread: measureSpread(records, chancesOf.get(served) ?? []) };
}

/** Those that are better together, with their shares; undefined where one alone is as good. */
function blendedOf(
  fitted: readonly Fitted[],
  followed: readonly Float64Array[][],
  records: readonly SkillRecord[],
) {
  const outputs = followed.map((chances) => Float32Array.from(chances.flatMap((own) => [...own])));
  const data = Float32Array.from(records.flatMap(({ right }) => [...right]));
  const weights = blendWeights(outputs, { data, width: 1 }, createLoss({ name: 'binary-cross-entropy' }));
  if (!weights) return undefined;
  const parts = fitted.flatMap(({ tracer }, i) => (weights[i] > 0 ? [{ tracer, share: weights[i] }] : []));
  const chances = records.map(({ skills }, record) =>
    new Float64Array(skills.length).map((_, at) =>
      weights.reduce((sum, share, i) => sum + share * followed[i][record][at], 0),
    ),
  );
  const shares = Object.fromEntries(parts.map(({ tracer, share }) => [tracer.name, share]));
  const seconds = fitted.reduce((sum, one) => sum + one.seconds, 0);
  return { tracer: blendOf(parts), seconds, shares, chances };
}

/** Answers beside the chance that was given to each, as metrics read them. */
export function scoredAnswers(
  records: readonly Pick<SkillRecord, 'right'>[],
  chances: readonly Float64Array[],
): Extract<ScoredRows, { kind: 'binary' }> {
  const labels = Uint8Array.from(records.flatMap(({ right }) => [...right]));
  const probabilities = Float64Array.from(chances.flatMap((own) => [...own]));
  return { kind: 'binary', predictions: { labels, probabilities } };
}

export function shareOfRight(records: readonly Pick<SkillRecord, 'right'>[]): number {
  let [right, all] = [0, 0];
  for (const record of records) {
    right += record.right.reduce((sum, value) => sum + value, 0);
    all += record.right.length;
  }
  return right / all;
}

/** @throws InvalidInputError where all answers to learn from are right, or all are wrong. */
function requireBothAnswers(records: readonly LearnerRecord[]): void {
  const share = shareOfRight(records);
  if (share > 0 && share < 1) return;
  throw new InvalidInputError('All answers are the same, so there is nothing to learn from them.', {
    details: [
      {
        expected: 'right and wrong answers',
        received: share === 1 ? 'right ones only' : 'none that is right',
      },
    ],
    withoutData: true,
  });
}
