interface Sizes {
  members: unknown;
  options: Record<string, unknown>;
  shapes: { outputs: unknown; inputs: Record<string, { shape: unknown[]; sizes?: unknown[] }> };
}

/** Sizes that would take gigabytes, and some that are none. */
const wrongSizes = [300_000_000, 1e9, 2 ** 52, 1e300, 0, -1, 1.5, '3', null];

/** `model.json` with each of its sizes replaced by wrong ones. */
export function* enlarged(json: string): Generator<string> {
  const { shapes, options } = JSON.parse(json) as Sizes;
  const places: ((content: Sizes, size: unknown) => void)[] = [
    (content, size) => (content.members = size),
    (content, size) => (content.shapes.outputs = size),
  ];
  for (const [name, { shape, sizes = [] }] of Object.entries(shapes.inputs)) {
    shape.forEach((_, i) => places.push(({ shapes: { inputs } }, size) => (inputs[name].shape[i] = size)));
    sizes.forEach((_, i) => places.push(({ shapes: { inputs } }, size) => (inputs[name].sizes![i] = size)));
  }
  for (const name of [
    'customers',
    'items',
    'factors',
    'units',
    'hidden',
    'channels',
    'members',
    'embedding',
  ]) {
    if (name in options)
      places.push((content, size) => (content.options[name] = Array.isArray(options[name]) ? [size] : size));
  }
  if ('attributes' in options) places.push((content, size) => (content.options.attributes = [[size]]));
  for (const place of places) {
    for (const size of wrongSizes) {
      const content = JSON.parse(json) as Sizes;
      const before = JSON.stringify(content);
      place(content, size);
      const after = JSON.stringify(content);
      if (after !== before) yield after;
    }
  }
}
