/**
 * Rewrites a convolutional model so that ONNX Runtime computes the same numbers in fewer passes over memory.
 *
 * PP-OCR models spell their activations out (add 3, clip to 0..6, multiply, divide by 6) and put a learned scale and offset
 * around each. The runtime cannot keep its blocked memory layout through such steps: it goes back and forth between layouts and
 * walks over every feature map eight times. Here scales and offsets go into the weights of convolutions, and an activation
 * becomes one pointwise convolution with a clip and one product, for which the blocked layout stays.
 */
import { floatAttribute, floatOf, integerAttribute, integersOf } from './onnx-graph.ts';
import type { GraphNode, OnnxGraph } from './onnx-graph.ts';

/** Changes the graph in place; what it does not recognise stays as it is. */
export function lightenGraph(graph: OnnxGraph): void {
  const step = (rewrite: (graph: OnnxGraph, node: GraphNode) => boolean) => {
    for (const node of [...graph.nodes]) if (graph.nodes.includes(node)) while (rewrite(graph, node));
  };
  step(foldIntoConvolution);
  step(replaceHardSwish);
  step(mergeGate);
}

const consumersOf = (graph: OnnxGraph, name: string) => graph.nodes.filter(({ inputs }) => inputs.includes(name));

/** The node that alone uses the output of `node`. */
function onlyConsumer(graph: OnnxGraph, node: GraphNode): GraphNode | null {
  const name = node.outputs[0]!;
  if (node.outputs.length !== 1 || graph.outputs.includes(name)) return null;
  const consumers = consumersOf(graph, name);
  return consumers.length === 1 ? consumers[0]! : null;
}

/** The constant of a node that combines `input` with a single number. */
function numberBeside(graph: OnnxGraph, node: GraphNode | null, operator: string, input: string): number | null {
  if (node?.operator !== operator || node.inputs.length !== 2) return null;
  // Division is not symmetrical.
  if (operator === 'Div' && node.inputs[0] !== input) return null;
  const other = node.inputs[0] === input ? node.inputs[1]! : node.inputs[0]!;
  const constant = graph.floats.get(other);
  return constant?.data.length === 1 ? constant.data[0]! : null;
}

function remove(graph: OnnxGraph, ...nodes: GraphNode[]): void {
  for (const node of nodes) graph.nodes.splice(graph.nodes.indexOf(node), 1);
}

let constants = 0;
function addConstant(graph: OnnxGraph, dims: number[], data: Float32Array): string {
  const name = `lightened_${constants++}`;
  graph.floats.set(name, { dims, data });
  return name;
}

/** Weights of a convolution whose constants are known. */
function weightsOf(graph: OnnxGraph, node: GraphNode) {
  if (node.operator !== 'Conv') return null;
  const weight = graph.floats.get(node.inputs[1]!);
  if (!weight) return null;
  const bias = node.inputs[2] === undefined ? new Float32Array(weight.dims[0]!) : graph.floats.get(node.inputs[2])?.data;
  return bias ? { weight, bias, channels: weight.dims[0]! } : null;
}

/** A scale or offset straight after a convolution belongs to its weights. */
function foldIntoConvolution(graph: OnnxGraph, node: GraphNode): boolean {
  const weights = weightsOf(graph, node);
  const next = onlyConsumer(graph, node);
  if (!weights || !next) return false;
  const scale = numberBeside(graph, next, 'Mul', node.outputs[0]!);
  const offset = numberBeside(graph, next, 'Add', node.outputs[0]!);
  if (scale === null && offset === null) return false;
  const { weight, bias, channels } = weights;
  const inputs = [node.inputs[0]!, node.inputs[1]!];
  if (scale !== null) inputs[1] = addConstant(graph, weight.dims, weight.data.map((value) => value * scale)); // prettier-ignore
  inputs[2] = addConstant(graph, [channels], bias.map((value) => value * (scale ?? 1) + (offset ?? 0))); // prettier-ignore
  node.inputs = inputs;
  node.outputs = next.outputs;
  remove(graph, next);
  return true;
}

type HardSwish = { nodes: GraphNode[]; output: string; scale: number; offset: number; clip: GraphNode };

/** x · clip(x + 3, 0, 6) / 6, and a scale and an offset after it. */
function matchHardSwish(graph: OnnxGraph, x: string): HardSwish | null {
  const consumers = consumersOf(graph, x);
  const add = consumers.find((node) => numberBeside(graph, node, 'Add', x) === 3);
  const clip = add ? onlyConsumer(graph, add) : null;
  const product = clip ? onlyConsumer(graph, clip) : null;
  if (!add || !clip || !product || consumers.length !== 2 || !isClip(graph, clip, 0, 6)) return null;
  if (product.operator !== 'Mul' || !product.inputs.includes(x)) return null;
  const sixth = onlyConsumer(graph, product);
  if (!sixth || numberBeside(graph, sixth, 'Div', product.outputs[0]!) !== 6) return null;
  const found: HardSwish = { nodes: [add, clip, product, sixth], output: sixth.outputs[0]!, scale: 1, offset: 0, clip };
  const scaling = onlyConsumer(graph, sixth);
  const scale = numberBeside(graph, scaling, 'Mul', found.output);
  if (scaling && scale !== null) extend(found, scaling, { scale });
  const adding = onlyConsumer(graph, found.nodes.at(-1)!);
  const offset = numberBeside(graph, adding, 'Add', found.output);
  if (adding && offset !== null) extend(found, adding, { offset });
  return found;
}

function extend(found: HardSwish, node: GraphNode, values: { scale?: number; offset?: number }): void {
  Object.assign(found, values, { output: node.outputs[0]! });
  found.nodes.push(node);
}

function isClip(graph: OnnxGraph, node: GraphNode, low: number, high: number): boolean {
  if (node.operator !== 'Clip') return false;
  const bound = (index: number, name: string) => graph.floats.get(node.inputs[index] ?? '')?.data[0] ?? floatOf(node, name);
  return bound(1, 'min') === low && bound(2, 'max') === high;
}

function replaceHardSwish(graph: OnnxGraph, node: GraphNode): boolean {
  const weights = weightsOf(graph, node);
  const found = weights ? matchHardSwish(graph, node.outputs[0]!) : null;
  if (!weights || !found) return false;
  const x = node.outputs[0]!;
  const { channels } = weights;
  const gate = pointwise(graph, x, channels, found.scale / 6, found.scale / 2);
  const clip = clipNode(graph, gate.outputs[0]!, Math.min(0, found.scale), Math.max(0, found.scale), found.clip);
  const bare = found.offset === 0 || foldIntoConsumers(graph, found.output, found.offset);
  const product = newNode('Mul', [x, clip.outputs[0]!], bare ? found.output : undefined);
  const last = bare ? [] : [pointwise(graph, product.outputs[0]!, channels, 1, found.offset, found.output)];
  graph.nodes.splice(graph.nodes.indexOf(found.nodes.at(-1)!), 0, gate, clip, product, ...last);
  remove(graph, ...found.nodes);
  return true;
}

let made = 0;
const newNode = (operator: string, inputs: string[], output = `lightened_node_${made++}`): GraphNode => ({
  operator,
  name: `${operator}:${output}`,
  inputs,
  outputs: [output],
  rest: [],
});

/** scale · x + offset as a convolution that treats each channel alone. */
function pointwise(graph: OnnxGraph, x: string, channels: number, scale: number, offset: number, output?: string): GraphNode {
  const weight = addConstant(graph, [channels, 1, 1, 1], new Float32Array(channels).fill(scale));
  const bias = addConstant(graph, [channels], new Float32Array(channels).fill(offset));
  const node = newNode('Conv', [x, weight, bias], output);
  node.rest.push(integerAttribute('group', channels), integerAttribute('kernel_shape', [1, 1]));
  return node;
}

/** In the form of `like`: bounds became inputs with operator set 11. */
function clipNode(graph: OnnxGraph, x: string, low: number, high: number, like: GraphNode): GraphNode {
  if (like.inputs.length === 1) {
    const node = newNode('Clip', [x]);
    node.rest.push(floatAttribute('min', low), floatAttribute('max', high));
    return node;
  }
  return newNode('Clip', [x, addConstant(graph, [], Float32Array.of(low)), addConstant(graph, [], Float32Array.of(high))]);
}

/** Moves an offset into the convolutions that follow; where one of them adds a margin of zeros that would not be the same. */
function foldIntoConsumers(graph: OnnxGraph, name: string, offset: number): boolean {
  if (graph.outputs.includes(name)) return false;
  const consumers = consumersOf(graph, name);
  const bare = consumers.every(
    (node) => weightsOf(graph, node) && node.inputs[0] === name && (integersOf(node, 'pads') ?? []).every((pad) => pad === 0),
  );
  if (!bare) return false;
  for (const node of consumers) {
    const { weight, bias, channels } = weightsOf(graph, node)!;
    const perChannel = weight.data.length / channels;
    const moved = bias.map((value, channel) => {
      const row = weight.data.subarray(channel * perChannel, (channel + 1) * perChannel);
      return value + offset * row.reduce((sum, item) => sum + item, 0);
    });
    node.inputs = [node.inputs[0]!, node.inputs[1]!, addConstant(graph, [channels], moved)];
  }
  return true;
}

/** x + x · gate becomes x · (gate + 1): the gate is one number per channel, x a whole feature map. */
function mergeGate(graph: OnnxGraph, node: GraphNode): boolean {
  if (node.operator !== 'Mul') return false;
  const sum = onlyConsumer(graph, node);
  if (sum?.operator !== 'Add') return false;
  const product = node.outputs[0]!;
  const x = sum.inputs.find((name) => name !== product);
  const gate = node.inputs.find((name) => name !== x);
  const source = graph.nodes.find(({ outputs }) => outputs[0] === gate);
  if (!x || !gate || !node.inputs.includes(x) || source?.operator !== 'HardSigmoid') return false;
  const more = newNode('Add', [gate, addConstant(graph, [1], Float32Array.of(1))]);
  graph.nodes.splice(graph.nodes.indexOf(sum), 0, more, newNode('Mul', [x, more.outputs[0]!], sum.outputs[0]!));
  remove(graph, node, sum);
  return true;
}
