/** An ONNX model as a list of nodes and constants that can be changed and written again (onnx.proto3, IR version 3 and later). */
import { readFields, readVarints, writeFields } from './protobuf.ts';
import type { WireField } from './protobuf.ts';

export type GraphNode = {
  operator: string;
  name: string;
  inputs: string[];
  outputs: string[];
  /** Attributes and whatever else the node carries, as in the file. */
  rest: WireField[];
};

/** A constant of 32-bit floats. */
type FloatConstant = { dims: number[]; data: Float32Array };

export type OnnxGraph = {
  nodes: GraphNode[];
  /** Names of the graph's outputs: nobody may take these away. */
  outputs: string[];
  /** Constants of floats; others stay in the file as they are. */
  floats: Map<string, FloatConstant>;
  /** The model with the graph's nodes and constants exchanged. */
  write(): Uint8Array;
};

const text = new TextDecoder();
const bytesOf = (value: string) => new TextEncoder().encode(value);
const stringField = (number: number, value: string): WireField => ({ number, wireType: 2, value: bytesOf(value) });
const messageField = (number: number, fields: readonly WireField[]): WireField => ({ number, wireType: 2, value: writeFields(fields) });
const varintField = (number: number, value: number): WireField => ({ number, wireType: 0, value: BigInt(value) });
const strings = (fields: readonly WireField[], number: number) =>
  fields.flatMap((field) => (field.number === number ? [text.decode(field.value as Uint8Array)] : []));

/** Field numbers of onnx.proto3. */
const inModel = { graph: 7 };
const inGraph = { node: 1, initializer: 5, output: 12 };
const inNode = { input: 1, output: 2, name: 3, operator: 4, attribute: 5 };
const inTensor = { dims: 1, dataType: 2, floats: 4, name: 8, raw: 9 };
const inAttribute = { name: 1, float: 2, integer: 3, tensor: 5, integers: 8, type: 20 };
const floatType = 1;

/** @throws RangeError when the bytes are no model with a graph */
export function readOnnxGraph(model: Uint8Array): OnnxGraph {
  const modelFields = readFields(model);
  const graphField = modelFields.find(({ number }) => number === inModel.graph);
  if (!graphField) throw new RangeError('no graph');
  const graphFields = readFields(graphField.value as Uint8Array);
  const floats = new Map<string, FloatConstant>();
  const others: WireField[] = [];
  const nodes: GraphNode[] = [];
  const outputs: string[] = [];
  for (const field of graphFields) {
    if (field.number === inGraph.node) {
      const node = readNode(readFields(field.value as Uint8Array));
      const constant = node.operator === 'Constant' ? constantOf(node) : null;
      if (constant) floats.set(node.outputs[0]!, constant);
      else nodes.push(node);
    } else if (field.number === inGraph.initializer) {
      const fields = readFields(field.value as Uint8Array);
      const tensor = readFloats(fields);
      if (tensor) floats.set(strings(fields, inTensor.name)[0]!, tensor);
      else others.push(field);
    } else {
      if (field.number === inGraph.output) outputs.push(...strings(readFields(field.value as Uint8Array), 1));
      others.push(field);
    }
  }
  const write = () => {
    const used = new Set(nodes.flatMap(({ inputs }) => inputs));
    const kept = [...floats].filter(([name]) => used.has(name) || outputs.includes(name));
    const graph = [
      ...nodes.map((node) => messageField(inGraph.node, nodeFields(node))),
      ...kept.map(([name, constant]) => messageField(inGraph.initializer, tensorFields(name, constant))),
      ...others,
    ];
    return writeFields(modelFields.map((field) => (field === graphField ? messageField(inModel.graph, graph) : field)));
  };
  return { nodes, outputs, floats, write };
}

function readNode(fields: readonly WireField[]): GraphNode {
  const known = new Set([inNode.input, inNode.output, inNode.name, inNode.operator]);
  return {
    operator: strings(fields, inNode.operator)[0] ?? '',
    name: strings(fields, inNode.name)[0] ?? '',
    inputs: strings(fields, inNode.input),
    outputs: strings(fields, inNode.output),
    rest: fields.filter(({ number }) => !known.has(number)),
  };
}

const nodeFields = ({ operator, name, inputs, outputs, rest }: GraphNode): WireField[] => [
  ...inputs.map((value) => stringField(inNode.input, value)),
  ...outputs.map((value) => stringField(inNode.output, value)),
  stringField(inNode.name, name),
  stringField(inNode.operator, operator),
  ...rest,
];

function attribute(node: GraphNode, name: string): WireField[] | null {
  for (const { number, value } of node.rest) {
    if (number !== inNode.attribute) continue;
    const fields = readFields(value as Uint8Array);
    if (strings(fields, inAttribute.name)[0] === name) return fields;
  }
  return null;
}

/** The integers of an attribute; null when the node has none of that name. */
export function integersOf(node: GraphNode, name: string): number[] | null {
  const fields = attribute(node, name);
  if (!fields) return null;
  const single = fields.filter(({ number }) => number === inAttribute.integer);
  return (single.length > 0 ? readVarints(single, inAttribute.integer) : readVarints(fields, inAttribute.integers)).map((value) =>
    Number(BigInt.asIntN(64, value)),
  );
}

/** A float attribute; null when the node has none of that name. */
export function floatOf(node: GraphNode, name: string): number | null {
  const value = attribute(node, name)?.find(({ number }) => number === inAttribute.float)?.value;
  return value instanceof Uint8Array ? Buffer.from(value).readFloatLE(0) : null;
}

export function floatAttribute(name: string, value: number): WireField {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  const fields: WireField[] = [stringField(inAttribute.name, name), { number: inAttribute.float, wireType: 5, value: bytes }];
  return messageField(inNode.attribute, [...fields, varintField(inAttribute.type, 1)]);
}

/** An attribute of one integer, or of a list of integers. */
export function integerAttribute(name: string, value: number | readonly number[]): WireField {
  const fields =
    typeof value === 'number'
      ? [varintField(inAttribute.integer, value), varintField(inAttribute.type, 2)]
      : [...value.map((item) => varintField(inAttribute.integers, item)), varintField(inAttribute.type, 7)];
  return messageField(inNode.attribute, [stringField(inAttribute.name, name), ...fields]);
}

function constantOf(node: GraphNode): FloatConstant | null {
  const value = attribute(node, 'value')?.find(({ number }) => number === inAttribute.tensor);
  return value ? readFloats(readFields(value.value as Uint8Array)) : null;
}

function readFloats(fields: readonly WireField[]): FloatConstant | null {
  if (readVarints(fields, inTensor.dataType)[0] !== BigInt(floatType)) return null;
  const dims = readVarints(fields, inTensor.dims).map(Number);
  const parts = fields.filter(({ number }) => number === inTensor.raw || number === inTensor.floats);
  const length = parts.reduce((sum, { value }) => sum + (value as Uint8Array).length, 0);
  if (length % 4) return null;
  // A copy: the bytes in the file lie anywhere, floats need an address divisible by four. Every host we run on is little-endian.
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const { value } of parts) {
    bytes.set(value as Uint8Array, at);
    at += (value as Uint8Array).length;
  }
  const data = new Float32Array(bytes.buffer);
  return data.length === dims.reduce((product, side) => product * side, 1) ? { dims, data } : null;
}

function tensorFields(name: string, { dims, data }: FloatConstant): WireField[] {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return [
    ...dims.map((side) => varintField(inTensor.dims, side)),
    varintField(inTensor.dataType, floatType),
    stringField(inTensor.name, name),
    { number: inTensor.raw, wireType: 2, value: raw },
  ];
}
