/**
 * The name of an agent, from its class: `StoryAgent` is `story`. The suffix `Agent` is removed, and the
 * first letter, or a leading acronym, becomes lower case: `HTMLWriterAgent` is `htmlWriter`.
 */
export function callableNameOf(className: string): string {
  const stem = className.replace(/Agent$/, "") || className;
  return stem.replace(/^(?:\p{Lu}+(?!\p{Ll})|\p{Lu})/u, (capitals) => capitals.toLowerCase());
}
