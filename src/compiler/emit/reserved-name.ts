import { isReservedWord } from "../../internal/reserved-words.js";
import { fileNameOf } from "./file-name.js";

/** Files of the output folder that belong to no agent. */
const outputFiles: ReadonlySet<string> = new Set(["index", "manifest"]);

/** What the index exports beside the agents. */
const indexExports: ReadonlySet<string> = new Set(["Agents"]);

/** Names of devices on Windows, with any extension. */
const device = /^(?:con|prn|aux|nul|(?:com|lpt)\d)$/;

/** Why an agent cannot have a name that is an identifier; `undefined` if it can. */
export function whyReserved(name: string): string | undefined {
  const fileName = fileNameOf(name);
  if (isReservedWord(name)) return "it is a reserved word in JavaScript";
  if (outputFiles.has(fileName)) return "the output folder has a file with this name";
  if (device.test(fileName)) return "Windows reserves this name for a device";
  if (indexExports.has(name)) return "the generated index exports something with this name";
  // `import()` treats a module with such an export as a promise, and calls it.
  return name === "then" ? "import() of the generated index would call it" : undefined;
}
