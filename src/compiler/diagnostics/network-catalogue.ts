import type { CatalogueEntry } from "./catalogue-entry.js";
import { text } from "./message.js";

/** Diagnostics about networks, their states, and the agents and networks that code calls as `this.agents`. */
export const networkCatalogue = {
  "network/no-run": {
    severity: "error",
    message: text`${"className"} has no method run(), so there is nothing that it does.`,
    hint: text`Add "async *run() { … }", which streams what it yields, or "async run() { … }"; or make the class abstract.`,
  },
  "network/run-not-async": {
    severity: "error",
    message: text`The method run() of ${"className"} is not async.`,
    hint: text`Write "async *run()" to stream what it yields and forwards, or "async run()" to return an output only.`,
  },
  "network/returns-without-schema": {
    severity: "error",
    message: text`${"className"} has no @schema, so its output is its text, and what run() returns here is lost.`,
    hint: text`Add @schema(…) with the type of the output. To stream text instead, yield it, or write yield* this.forward(this.agents.name(…)) without return.`,
  },
  "network/yields-execution": {
    severity: "error",
    message: text`This waits for the whole output of "${"name"}" and yields it in one piece.`,
    hint: text`Write yield* this.forward(this.agents.${"name"}(…)) to stream its text. If you want one piece, write yield await this.agents.${"name"}(…).`,
  },
  "network/yields-output": {
    severity: "error",
    message: text`This yields the parts of the output of "${"name"}" one by one: the characters of a text, for example.`,
    hint: text`Write yield* this.forward(this.agents.${"name"}(…)), which streams its text and evaluates to its output.`,
  },
  "network/agent-decorator": {
    severity: "error",
    message: text`${"className"} is a network, which @${"decorator"} does not apply to.`,
    hint: text`${"remedy"}`,
  },
  "network/timeout-limit": {
    severity: "error",
    message: text`@timeout of ${"className"} sets "${"limit"}", but a network only has a total time.`,
    hint: text`Write the total alone, @timeout("5m"), and set "${"limit"}" on the agents that it calls.`,
  },
  "network/invalid-count": {
    severity: "error",
    message: text`@${"decorator"} takes a whole number above zero, not ${"value"}.`,
    hint: text`Write ${"example"}, or remove the decorator for ${"otherwise"}.`,
  },
  "agent/network-decorator": {
    severity: "error",
    message: text`${"className"} is an agent, which @${"decorator"} does not apply to.`,
    hint: text`Remove it, or move it to a class that extends Network.`,
  },
  "member/unknown": {
    severity: "error",
    message: text`${"className"} calls this.agents.${"name"}, but no agent or network has this name.`,
    hint: text`${"suggestion"}The names are ${"known"}.`,
  },
  "member/escapes": {
    severity: "error",
    message: text`The build cannot see which agents are called here, because this.agents ${"how"}.`,
    hint: text`Name each of them where you call it: this.agents.outline(…). An arrow function can be passed on: (topic) => this.agents.outline({ topic }).`,
  },
  "member/circle": {
    severity: "error",
    message: text`Agents and networks call each other in a circle: ${"circle"}.`,
    hint: text`They could call each other until the depth limit ends them. Remove one of the calls, or repeat with a loop in one run().`,
  },
  "member/itself": {
    severity: "warning",
    message: text`${"className"} calls itself. The call fails with max_depth when 16 executions are within each other.`,
    hint: text`Make sure that the calls end earlier, for example by a param that counts down.`,
  },
  "state/not-public": {
    severity: "error",
    message: text`The state "${"name"}" is ${"modifier"}.`,
    hint: text`Callers watch it, so declare the field public and not static.`,
  },
  "state/invalid-name": {
    severity: "error",
    message: text`"${"name"}" cannot be the name of a state.`,
    hint: text`Use a name that is not a number and that neither Object.prototype nor Network already has.`,
  },
  "state/not-a-field": {
    severity: "error",
    message: text`The state "${"name"}" is ${"what"}, which Troupe cannot watch.`,
    hint: text`Declare a plain field: "@state() ${"name"} = …".`,
  },
  "state/not-found": {
    severity: "error",
    message: text`${"className"} has the state "${"name"}" at run time, but the build cannot find a field with this name.`,
    hint: text`Declare the field in the class or in a class that it extends by name.`,
  },
  "state/also-param": {
    severity: "error",
    message: text`"${"name"}" is both a state and ${"other"}.`,
    hint: text`Callers set ${"other"}, and run() sets a state: use two fields.`,
  },
} as const satisfies Record<string, CatalogueEntry>;
