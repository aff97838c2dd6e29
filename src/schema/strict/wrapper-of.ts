import type { JsonObject } from "../../internal/json.js";
import type { SchemaForms } from "./schema-forms.js";
import type { TaggedUnions } from "./tagged-unions.js";

/**
 * The property that a root is put into which is not an object, as strict modes want one there: `"value"`.
 * `undefined` for an object. A name that no member of the root has, so that an answer in the author's own
 * form is not taken for a wrapped one.
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
