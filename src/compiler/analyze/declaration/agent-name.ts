/**
 * The name of an agent, from its class: `StoryAgent` is `story`. The suffix `Agent` goes, and the
 * first letter is made small, or the whole of a leading acronym: `HTMLWriterAgent` is `htmlWriter`.
 */
export function agentNameOf(className: string): string {
  const stem = className.replace(/Agent$/, "") || className;
  return stem.replace(/^(?:\p{Lu}+(?!\p{Ll})|\p{Lu})/u, (capitals) => capitals.toLowerCase());
}
