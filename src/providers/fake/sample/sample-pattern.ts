import type { Random } from "./random.js";
import { parsePattern, type PatternNode } from "./parse-pattern.js";

/** Longer than any sensible text. */
const maxLength = 20_000;

/**
 * Makes texts from a regular expression. They must be checked, because look-arounds, anchors in unusual
 * places and word boundaries are ignored. `undefined` if the expression is not supported.
 *
 * @returns A function that makes one more text. `stretch` limits unbounded repetitions, and `tier` (0, 1 or
 *   2) says how unusual characters may be.
 */
export function createPatternSampler(
  pattern: string,
  random: Random,
): ((stretch: number, tier: number) => string) | undefined {
  const node = parsePattern(pattern);
  if (node === undefined) return undefined;
  return (stretch, tier) => {
    const groups = new Map<string, string>();
    return write(node);

    function write(part: PatternNode): string {
      switch (part.kind) {
        case "sequence":
          return part.parts.map(write).join("");
        case "choice":
          return write(random.pick(part.options));
        case "set":
          return random.pick(part.tiers[tier] ?? part.tiers[2]);
        case "group":
          return remember(part.names, write(part.part));
        case "reference":
          return groups.get(part.name) ?? "";
        case "repeat":
          return repeat(part.part, part.min, Math.min(part.max, part.min + stretch));
        // The only part if several patterns were joined into one.
        case "ahead":
          return tier === 1 ? write(part.part) : "";
        case "nothing":
          return "";
      }
    }

    function repeat(part: PatternNode, min: number, max: number): string {
      let text = "";
      for (let left = random.between(min, max); left > 0 && text.length < maxLength; left -= 1) {
        text += write(part);
      }
      return text;
    }

    function remember(names: readonly string[], text: string): string {
      for (const name of names) groups.set(name, text);
      return text;
    }
  };
}
