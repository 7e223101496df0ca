import { ConflictError } from '../../core/errors.js';
import type { FusedLayer, FusedMember, FusedNetwork } from '../fused/fused-network.js';
import type { Ensemble } from '../prediction/ensemble.js';
import type { LinkName } from '../prediction/links.js';
import type { Model } from '../prediction/model.js';
import { graphInput, type GraphBuilder, type Reference } from './graph.js';
import { calibratedGraph } from './calibration-graph.js';

/**
 * An ensemble as `Ensemble.predict` works it out: the members of each network, the networks of each model and the models, each by its
 * weight, then the calibration. Sums are made in float32, so figures agree but for its rounding.
 * @returns linked outputs, `[N, outputs]`.
 * @throws ConflictError naming an architecture that has no form of plain layers.
 */
export function ensembleGraph(graph: GraphBuilder, { parts, calibration }: Ensemble): Reference {
  const answers = parts.map(({ model, weight }) => {
    const answer = modelGraph(graph, model);
    return parts.length === 1 ? answer : graph.apply('multiply', answer, graph.scalar(weight));
  });
  const blended = sumOf(graph, answers);
  const { link, shapes } = parts[0].model;
  return calibration
    ? calibratedGraph(graph, blended, { calibration, link, width: shapes.outputs })
    : blended;
}

/** The mean of the linked outputs of every member. */
function modelGraph(graph: GraphBuilder, { members, link, architecture }: Model): Reference {
  const linked = members.flatMap((network) => {
    if (network.fuse) return networkGraph(graph, network.fuse(), link);
    throw new ConflictError(`The network ${architecture} has no form of plain layers.`, {
      details: [{ expected: 'linear, mlp of relu, or tab-m', received: architecture }],
    });
  });
  if (linked.length === 1) return linked[0];
  return graph.apply('divide', sumOf(graph, linked), graph.scalar(linked.length));
}

/** The linked outputs of each member. */
function networkGraph(graph: GraphBuilder, network: FusedNetwork, link: LinkName): Reference[] {
  const { inputs, outputs, bends, members, wide } = network;
  const read = bends ? graph.apply('concat', graphInput, bent(graph, bends, inputs)) : graphInput;
  const width = inputs + (bends?.bias.length ?? 0);
  const beside = wide && graph.apply('matMul', read, graph.constant(wide, [width, outputs]));
  return members.map((member) => {
    const deep = memberGraph(graph, member, { read, width });
    return linkGraph(graph, beside === undefined ? deep : graph.apply('add', deep, beside), link);
  });
}

/** A layer of the features, kept between 0 and 1. */
function bent(graph: GraphBuilder, layer: FusedLayer, inputs: number): Reference {
  const sums = layerGraph(graph, layer, { read: graphInput, width: inputs });
  return graph.apply('minimum', graph.apply('maximum', sums, graph.scalar(0)), graph.scalar(1));
}

/** What a layer reads, and its width. */
interface Read {
  read: Reference;
  width: number;
}

function memberGraph(graph: GraphBuilder, { hidden, output }: FusedMember, features: Read): Reference {
  const last = hidden.reduce<Read>((before, layer) => {
    return { read: graph.apply('relu', layerGraph(graph, layer, before)), width: layer.bias.length };
  }, features);
  return layerGraph(graph, output, last);
}

function layerGraph(graph: GraphBuilder, { kernel, bias }: FusedLayer, { read, width }: Read): Reference {
  const product = graph.apply('matMul', read, graph.constant(kernel, [width, bias.length]));
  return graph.apply('add', product, graph.constant(bias, [bias.length]));
}

function linkGraph(graph: GraphBuilder, raw: Reference, link: LinkName): Reference {
  return link === 'identity' ? raw : graph.apply(link, raw);
}

function sumOf(graph: GraphBuilder, terms: readonly Reference[]): Reference {
  return terms.reduce((sum, term) => graph.apply('add', sum, term));
}
