import type { CatalogueEntry } from "./catalogue-entry.js";
import { text } from "./message.js";

/** Diagnostics about a project as a whole: its setup, its config, its modules and its output. */
export const projectCatalogue = {
  "setup/missing-peer": {
    severity: "error",
    message: text`The build needs the package "${"name"}", but ${"found"}.`,
    hint: text`npm install ${"package"}`,
  },
  "config/missing": {
    severity: "error",
    message: text`There is no ${"file"} here.`,
    hint: text`Run "agents init" to create one, or name your config with --config.`,
  },
  "config/load-failed": {
    severity: "error",
    message: text`${"module"} cannot be loaded: ${"reason"}`,
    hint: text`The build loads ${"file"}, with everything that it imports, before it looks for agents.`,
  },
  "config/invalid": {
    severity: "error",
    message: text`${"reason"}`,
  },
  "config/output": {
    severity: "error",
    message: text`The output folder "${"output"}" is not a separate folder inside the project.`,
    hint: text`Set "output" in ${"file"} to a folder that contains nothing else, such as "generated".`,
  },
  "config/agents-outside": {
    severity: "error",
    message: text`The agent module ${"module"} is outside the project.`,
    hint: text`Set "agents" in ${"file"} to globs within the folder of the config.`,
  },
  "config/default": {
    severity: "error",
    message: text`"defaults.${"key"}" in the config is ${"value"}. It must be ${"expected"}.`,
    hint: text`${"remedy"}`,
  },
  "tsconfig/unreadable": {
    severity: "error",
    message: text`The file ${"file"} cannot be read: ${"reason"}`,
  },
  "tsconfig/raw-decorators": {
    severity: "warning",
    message: text`With "target": "esnext", tsc leaves decorators in its output, and Node refuses them as a syntax error.`,
    hint: text`Set "target" to "es2022", or set "noEmit" to true if another tool compiles your code.`,
  },
  "tsconfig/commonjs": {
    severity: "warning",
    message: text`TypeScript treats agents and generated modules as CommonJS, where ${"reason"}.`,
    hint: text`${"remedy"}`,
  },
  "standalone/ts-extensions": {
    severity: "error",
    message: text`The standalone output imports modules by their file names, such as "./story.ts", but the tsconfig does not allow that.`,
    hint: text`Set "allowImportingTsExtensions" to true in tsconfig.json, or "rewriteRelativeImportExtensions" if tsc emits JavaScript.`,
  },
  "standalone/package-type": {
    severity: "error",
    message: text`The standalone output consists of ES modules, but package.json says "type": "commonjs".`,
    hint: text`Set "type" to "module" in package.json, or remove it.`,
  },
  "standalone/commonjs": {
    severity: "error",
    message: text`The standalone output needs a copy of this module, but it cannot contain CommonJS.`,
    hint: text`Make it an ES module: a ".ts" file with "import" and "export".`,
  },
  "standalone/outside": {
    severity: "error",
    message: text`The standalone output needs a copy of ${"module"}, which is outside the project.`,
    hint: text`Write it so that Node can load it directly (only erasable types, imports with full file names), or make it a package.`,
  },
  "standalone/computed-import": {
    severity: "warning",
    message: text`The build cannot tell what this imports. At run time, it is resolved from the copy of this module in the standalone output.`,
    hint: text`Write the path as a string, or resolve it against "import.meta.url", which still refers to this file.`,
  },
  "source/syntax": {
    severity: "error",
    message: text`${"reason"}`,
  },
  "source/unreadable": {
    severity: "error",
    message: text`${"file"} cannot be read: ${"reason"}.`,
    hint: text`Check the file. If tsc accepts it, this is a bug in Troupe: please report it.`,
  },
  "source/load-failed": {
    severity: "error",
    message: text`${"module"} cannot be loaded: ${"reason"}`,
    hint: text`The build loads each agent module once, to read its decorators and schemas.`,
  },
  "source/imports-output": {
    severity: "error",
    message: text`An agent's module imports "${"specifier"}", which is in the output folder.`,
    hint: text`Generated modules import the agents, so import the class or the schema from the module that declares it. Of the output, import only the type of this.agents: import type { Agents }.`,
  },
  "source/cycle": {
    severity: "error",
    message: text`Agent modules import each other in a circle: ${"circle"}.`,
    hint: text`Move what they share to a separate module, or import types with "import type".`,
  },
  "source/secret": {
    severity: "error",
    message: text`This looks like ${"what"}. A key in a source file is not secret.`,
    hint: text`Read it from the environment when it is needed: "apiKey: () => process.env.OPENAI_API_KEY". If others have seen the source, replace the key at the provider.`,
  },
  "write/edited": {
    severity: "warning",
    message: text`${"file"} differs from what the last build wrote: it was edited by hand, or merged.`,
    hint: text`A build overwrites it. Make the change in the agent, its schema or the config.`,
  },
  "write/stale": {
    severity: "error",
    message: text`${"file"} is stale: ${"what"}.`,
    hint: text`Run "agents build" and commit what it writes. Only "agents build --check" reports this, with --format json or github.`,
  },
  "write/foreign-file": {
    severity: "error",
    message: text`The build would overwrite ${"file"}, which no build wrote.`,
    hint: text`Nothing was changed. Move the file elsewhere, or set "output" in the config to a folder that contains nothing else.`,
  },
  "write/section": {
    severity: "error",
    message: text`The section about the agents cannot be written: ${"file"} ${"fault"}.`,
    hint: text`Nothing was changed. The section lies between the lines "<!-- agents:begin -->" and "<!-- agents:end -->", each of which must occur once. If both are missing, the build appends the section to the file.`,
  },
  "write/locked": {
    severity: "error",
    message: text`Another build, ${"process"}, is writing ${"output"} and has made no progress for ${"seconds"} s.`,
    hint: text`Nothing was changed. End that process, or wait: after a minute without progress, the next build takes over.`,
  },
  "write/failed": {
    severity: "error",
    message: text`${"file"} cannot be written: ${"reason"}`,
    hint: text`Nothing was changed.`,
  },
  "write/not-restored": {
    severity: "error",
    message: text`${"file"} cannot be written (${"reason"}), and these files could not be put back: ${"files"}.`,
    hint: text`Some files are new and some are old. Fix the cause and build again: the next build writes the rest.`,
  },
} as const satisfies Record<string, CatalogueEntry>;
