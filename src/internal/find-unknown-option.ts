import { nearest } from "./nearest.js";

/**
 * What is wrong with options that hold one that nobody knows, as a sentence without its beginning; or
 * `undefined`. tsc says so too, of sources that it sees; an option that is misspelt and passed over
 * leaves an agent without its limit, or sends a prompt to another server than the one that was meant.
 */
export function findUnknownOption(options: object, known: readonly string[]): string | undefined {
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return undefined;
  const meant = nearest(unknown, known);
  const advice = meant ? `Did you mean "${meant}"?` : `There are: ${known.join(", ")}.`;
  return `there is no option "${unknown}". ${advice}`;
}
