import type { Growing } from "../../reading/growing.js";
import { createPartialOutput, createPartialText } from "../../reading/partial-output.js";
import { RestoringTree } from "../../schema/strict/restoring-tree.js";
import { restorePlanOf } from "../../schema/strict/strict-schema-of.js";
import type { AnyCall } from "../call/call.js";
import type { AnyBinding } from "../call/binding.js";

/** What the output of an execution grows in while its text comes. */
export function createPartial(
  { output: schema }: AnyCall,
  find: () => AnyBinding,
  steps: { readonly enforced: boolean },
): Growing<unknown> {
  if (!schema) return createPartialText();
  // Asked at the first text: that of a call is made after it has begun.
  return createPartialOutput(() => {
    const { output = noSchema } = find().spec;
    const plan = restorePlanOf(output);
    return {
      schema: output.schema,
      createTree: plan && (() => new RestoringTree(plan)),
      enforced: steps.enforced,
    };
  });
}

const noSchema = { schema: {} };
