import type { JsonObject } from "../../internal/json.js";
import type { SchemaForms } from "./schema-forms.js";
import type { TaggedUnions } from "./tagged-unions.js";

/**
 * The property for a root that is not an object, because strict modes require one: `"value"`. `undefined`
 * for an object. No member of the root has this name, so that an answer in the author's own form is not
 * mistaken for a wrapped one.
 */
export function wrapperOf(
  root: JsonObject,
  forms: SchemaForms,
  unions: TaggedUnions,
): string | undefined {
  if (forms.formOf(root).kind === "object") return undefined;
  const taken = new Set(
    unions.alternatives(root).flatMap((one) => {
      const form = forms.formOf(one);
      return form.kind === "object" ? [...form.properties.keys()] : [];
    }),
  );
  let name = "value";
  while (taken.has(name)) name += "_";
  return name;
}
