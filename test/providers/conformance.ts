import { describe } from "vitest";
import { createBench, type WireUnderTest } from "./conformance/bench.js";
import { describeFailures } from "./conformance/failures.js";
import { describeFraming } from "./conformance/framing.js";
import { describeHttpErrors } from "./conformance/http-errors.js";
import { describeKeys } from "./conformance/keys.js";
import { describeLeaving } from "./conformance/leaving.js";
import { describeParts } from "./conformance/parts.js";
import { describeReasoning } from "./conformance/reasoning.js";
import { describeRender } from "./conformance/render.js";
import { describeSaid } from "./conformance/said.js";
import { describeSent } from "./conformance/sent.js";
import { describeText } from "./conformance/text.js";
import { describeTools } from "./conformance/tools.js";

/** Runs the tests that every adapter must pass, over real HTTP with the real SDK. */
export function describeProvider(wire: WireUnderTest): void {
  describe(`${wire.name} conformance`, () => {
    const bench = createBench(wire);
    describeText(bench);
    describeFraming(bench);
    describeParts(bench);
    if (wire.tools !== undefined) describeTools(bench, wire.tools);
    if (wire.reasoning !== undefined) describeReasoning(bench, wire.reasoning);
    describeFailures(bench);
    describeHttpErrors(bench);
    describeSaid(bench);
    describeSent(bench);
    describeKeys(bench);
    describeLeaving(bench);
    describeRender(bench);
  });
}
