import type { CallableKind } from "./callable-declaration.js";

const suffixes: Readonly<Record<CallableKind, RegExp>> = { agent: /Agent$/, network: /Network$/ };

/**
 * The name of an agent or a network, from its class: `StoryAgent` is `story`. The suffix `Agent` or `Network` is
 * removed, and the first letter, or a leading acronym, becomes lower case: `HTMLWriterAgent` is `htmlWriter`.
 */
export function callableNameOf(className: string, kind: CallableKind): string {
  const stem = className.replace(suffixes[kind], "") || className;
  return stem.replace(/^(?:\p{Lu}+(?!\p{Ll})|\p{Lu})/u, (capitals) => capitals.toLowerCase());
}
