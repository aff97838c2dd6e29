import { readError } from "../evaluate/read-error.js";
import type { SchemaFailure } from "../program/schema-faults.js";
import { UnaskableError } from "../../schema/zod/unaskable.js";

/** The failures in what the conversion of a schema threw, at least one. Never throws. */
export function failuresOf(thrown: unknown): readonly SchemaFailure[] {
  if (thrown instanceof UnaskableError) {
    return thrown.parts.map(({ path, steps, what, remedy }) => {
      const reason = `${path === "" ? "it" : JSON.stringify(path)} ${what}`;
      return { reason, remedy: `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}.`, steps };
    });
  }
  const { name, message } = readError(thrown);
  if (name === "RangeError" && message.includes("call stack")) {
    const remedy = "Return the same schema each time from a getter and from z.lazy().";
    return [{ reason: "it is nested too deeply, or endlessly", remedy, steps: [] }];
  }
  return [
    {
      reason: message.replace(/\.$/, ""),
      remedy: "Write it with Zod: z.object({ … }).",
      steps: [],
    },
  ];
}
