/** Names of the places `{name}` in a text. */
export type Places<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;

/** What stands at each place. */
export type Values<Template extends string> = Readonly<Record<Places<Template>, string | number>>;

const place = /\{([a-z]\w*)\}/giu;

/** A text with its places filled. */
export function fill<Template extends string>(template: Template, values: Values<Template>): string {
  const known = values as Readonly<Record<string, string | number>>;
  return template.replace(place, (_, name: string) => String(known[name]));
}

/** The places of a text, in its order. */
export function placesOf(template: string): string[] {
  return Array.from(template.matchAll(place), ([, name]) => name);
}
