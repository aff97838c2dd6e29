import { report } from "../diagnostics/report.js";
import { fileNameOf } from "../emit/file-name.js";
import { spanOf } from "../link/program.js";
import { propertySpan } from "./property-span.js";
import { isReservedWord } from "../../internal/reserved-words.js";
import type { Rule } from "./rule.js";

// Files of the output folder that belong to no agent.
const reservedFiles: ReadonlySet<string> = new Set(["index", "manifest"]);

/** The name of an agent can be that of a function, of a file and of an export. */
export const checkName: Rule = ({ agents }) =>
  agents.flatMap((agent) => {
    const { name } = agent;
    const span = propertySpan(spanOf(agent, "agent"), ["name"]);
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) {
      return [report("agent/invalid-name", span, { name })];
    }
    const reason = isReservedWord(name)
      ? "it is a word of JavaScript"
      : reservedFiles.has(fileNameOf(name))
        ? "the output folder has a file of this name"
        : // `import()` takes a module with such an export for a promise, and calls it.
          name === "then"
          ? "import() of the index would call it"
          : undefined;
    return reason === undefined ? [] : [report("agent/reserved-name", span, { name, reason })];
  });
