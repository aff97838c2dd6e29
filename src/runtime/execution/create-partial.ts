import type { Growing } from "../../reading/growing.js";
import { createPartialOutput, createPartialText } from "../../reading/partial-output.js";
import { RestoringTree } from "../../schema/strict/restoring-tree.js";
import { restorePlanOf } from "../../schema/strict/strict-schema-of.js";
import type { Call } from "../call/call.js";

/** What the output of an execution grows in while its text comes. */
export function createPartial(state: {
  readonly call: Call;
  readonly steps: { readonly enforced: boolean };
}): Growing<unknown> {
  if (!state.call.output) return createPartialText();
  // Asked at the first text: that of a call is made after it has begun.
  return createPartialOutput(() => {
    const { output = noSchema } = state.call.binding.spec;
    const plan = restorePlanOf(output);
    return {
      schema: output.schema,
      createTree: plan && (() => new RestoringTree(plan)),
      enforced: state.steps.enforced,
    };
  });
}

const noSchema = { schema: {} };
