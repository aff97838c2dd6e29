import type { CatalogueEntry } from "./catalogue-entry.js";
import { text } from "./message.js";

/** What is said of a project as a whole: its setup, its config, its modules and its output. */
export const projectCatalogue = {
  "setup/missing-peer": {
    severity: "error",
    message: text`The build needs the package "${"name"}", and ${"found"}.`,
    hint: text`npm install ${"package"}`,
  },
  "config/missing": {
    severity: "error",
    message: text`There is no ${"file"} here.`,
    hint: text`Run "agents init" to begin a project, or name the config with --config.`,
  },
  "config/load-failed": {
    severity: "error",
    message: text`${"module"} cannot be loaded: ${"reason"}`,
    hint: text`The build loads the config, ${"file"}, with all that it imports, before it looks for agents.`,
  },
  "config/invalid": {
    severity: "error",
    message: text`${"reason"}`,
  },
  "config/output": {
    severity: "error",
    message: text`The output folder "${"output"}" is not a folder of its own within the project.`,
    hint: text`Set "output" in ${"file"} to a folder that holds nothing else, such as "generated".`,
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
    hint: text`Set "target" to "es2022", or "noEmit" to true where something else compiles.`,
  },
  "tsconfig/commonjs": {
    severity: "warning",
    message: text`To tsc, agents and what is generated are CommonJS, in which ${"reason"}.`,
    hint: text`${"remedy"}`,
  },
  "standalone/ts-extensions": {
    severity: "error",
    message: text`The standalone output imports modules by their own names, "./story.ts", and the tsconfig does not allow that.`,
    hint: text`Set "allowImportingTsExtensions" to true in tsconfig.json, or "rewriteRelativeImportExtensions" where tsc emits.`,
  },
  "standalone/package-type": {
    severity: "error",
    message: text`The standalone output is of ECMAScript modules, and package.json says "type": "commonjs".`,
    hint: text`Set "type" to "module" in package.json, or leave it out.`,
  },
  "standalone/commonjs": {
    severity: "error",
    message: text`The standalone output needs a copy of this module, and it can hold none of CommonJS.`,
    hint: text`Make it a module of its own kind: ".ts", with "import" and "export".`,
  },
  "standalone/outside": {
    severity: "error",
    message: text`The standalone output needs a copy of ${"module"}, which is outside the project.`,
    hint: text`Make it load as it is (types that can be erased, imports that name files as they are), or make a package of it.`,
  },
  "standalone/computed-import": {
    severity: "warning",
    message: text`What this imports is not known before it runs, and it runs from the copy of this module in the standalone output.`,
    hint: text`Write the path as a string, or resolve it against "import.meta.url", which stays that of this file.`,
  },
  "source/syntax": {
    severity: "error",
    message: text`${"reason"}`,
  },
  "source/unreadable": {
    severity: "error",
    message: text`${"file"} cannot be read: ${"reason"}.`,
    hint: text`Check the file. If tsc accepts it, this is a fault of the build: please report it.`,
  },
  "source/load-failed": {
    severity: "error",
    message: text`${"module"} cannot be loaded: ${"reason"}`,
    hint: text`The build loads agent modules once, to read their decorators and schemas.`,
  },
  "source/imports-output": {
    severity: "error",
    message: text`An agent's module imports "${"specifier"}", which is in the output folder.`,
    hint: text`What is generated imports the agents; import the class or the schema from where it is declared.`,
  },
  "source/cycle": {
    severity: "error",
    message: text`Agent modules import each other in a circle: ${"circle"}.`,
    hint: text`Move what they share to a module of its own, or import types with "import type".`,
  },
  "source/secret": {
    severity: "error",
    message: text`This looks like ${"what"}, and a key in a source file is not secret.`,
    hint: text`Read it when it is needed, from the environment: "apiKey: () => process.env.OPENAI_API_KEY". If others have seen the source, have the provider replace the key.`,
  },
  "write/edited": {
    severity: "warning",
    message: text`${"file"} is not as the last build wrote it: it was edited by hand, or merged.`,
    hint: text`A build writes it anew. Make the change in the agent, its schema or the config.`,
  },
  "write/stale": {
    severity: "error",
    message: text`${"file"} is not what a build writes now: ${"what"}.`,
    hint: text`"agents build" writes it anew; commit what it writes. Only "agents build --check" says this, with --format json or github.`,
  },
  "write/foreign-file": {
    severity: "error",
    message: text`The build would replace ${"file"}, which is not from a build.`,
    hint: text`Nothing was changed. Move the file elsewhere, or set "output" in the config to a folder that holds nothing else.`,
  },
  "write/section": {
    severity: "error",
    message: text`The section of the agents cannot be written: ${"file"} ${"fault"}.`,
    hint: text`Nothing was changed. The section is between the lines "<!-- agents:begin -->" and "<!-- agents:end -->", each of them there once; without both it comes at the end of the file.`,
  },
  "write/locked": {
    severity: "error",
    message: text`Another build, ${"process"}, is writing ${"output"} and has stood still for ${"seconds"} s.`,
    hint: text`Nothing was changed. End that process, or wait: after a minute without a sign of it, the next build takes its place.`,
  },
  "write/failed": {
    severity: "error",
    message: text`${"file"} cannot be written: ${"reason"}`,
    hint: text`Nothing was changed.`,
  },
  "write/not-restored": {
    severity: "error",
    message: text`${"file"} cannot be written (${"reason"}), and these files could not be put back: ${"files"}.`,
    hint: text`Some files are new and some are old. Remove what is in the way and build again: the next build writes the rest.`,
  },
} as const satisfies Record<string, CatalogueEntry>;
