import type { StateSpec } from "../../manifest/manifest.js";
import { docComment } from "./doc-comment.js";
import { followedBy, indent } from "./layout.js";
import { nameText } from "./literal-text.js";
import type { DeclaredType } from "./schema-text.js";
import { TypeTexts } from "./type-text.js";

/** The declarations of a network's states: the type with this name first, then those that it references. */
export function declareStates(
  states: readonly StateSpec[],
  name: string | undefined,
): readonly DeclaredType[] {
  if (name === undefined) return [];
  const types = new TypeTexts(name, "given");
  const members = states.map(({ name: field, type, description }) => {
    const head = `${docComment(description)}${nameText(field)}:`;
    return indent(`${followedBy(head, types.text(type))};`);
  });
  const text = `export interface ${name} {\n${members.join("\n")}\n}`;
  const parts = types.declared.map((part) => ({ ...part, text: `export ${part.text}` }));
  return [{ name, text }, ...parts];
}
