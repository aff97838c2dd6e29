import { fileNameOf } from "../../compiler/emit/file-name.js";
import { callableNameOf } from "../../compiler/analyze/declaration/callable-name.js";
import { UsageError } from "../outcome/usage-error.js";

/** The names of the parts of a new agent. */
export interface AgentNames {
  /** The caller's name: `writeStory`. */
  readonly name: string;
  /** `WriteStoryAgent` */
  readonly className: string;
  /** `write-story` */
  readonly fileName: string;
  /** The exported name of its schema: `WriteStory`. */
  readonly schemaName: string;
}

/** Longer ones make lines that no formatter can break. */
const maxLength = 60;

/**
 * Makes the names of an agent from a given one: `write-story`, `writeStory`, "Write story" and
 * `WriteStoryAgent` give the same.
 *
 * @throws {UsageError} if no agent can have this name
 */
export function readAgentName(text: string): AgentNames {
  const words = text
    .trim()
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .split(/[\s_-]+/)
    .filter((word) => word !== "");
  if (words.length > 1 && /^agent$/i.test(words.at(-1) ?? "")) words.pop();
  const stem = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  if (!/^\p{ID_Start}\p{ID_Continue}*$/u.test(stem) || stem.length > maxLength) {
    throw new UsageError(
      `${JSON.stringify(text)} cannot be the name of an agent: use letters and digits, with "-" between words, such as write-story.`,
    );
  }
  const className = `${stem}Agent`;
  const name = callableNameOf(className, "agent");
  const fileName = fileNameOf(name);
  // A schema with the name of a JavaScript global would hide it, and one with the caller's name, in a
  // script without capitals, would conflict with it in the generated module.
  const isFree = stem !== name && !(stem in globalThis);
  return { name, className, fileName, schemaName: isFree ? stem : `${stem}Schema` };
}
