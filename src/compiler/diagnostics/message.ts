/** A message with named placeholders, made by {@link text}. */
export interface Message<Key extends string = string> {
  /** One more than there are keys. */
  readonly strings: readonly string[];
  readonly keys: readonly Key[];
}

/** Writes a {@link Message}: ``text`The agent ${"name"} has no model.` ``. */
export function text<const Keys extends readonly string[]>(
  strings: TemplateStringsArray,
  ...keys: Keys
): Message<Keys[number]> {
  return { strings, keys };
}

/** Fills the placeholders of a message. */
export function fill(message: Message, values: Readonly<Record<string, string | number>>): string {
  return message.strings.reduce((filled, part, index) => {
    const key = message.keys[index];
    return filled + part + (key === undefined ? "" : clip(String(values[key])));
  }, "");
}

// An author's type or message may be a megabyte long.
const longest = 2_000;

function clip(value: string): string {
  return value.length > longest ? `${value.slice(0, longest)}…` : value;
}
